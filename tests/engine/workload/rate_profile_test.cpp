#include "engine/workload/rate_profile.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/engine/workload/problem_of.h"

namespace rate_profile_test {

using namespace servesweep::engine;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string complaint(const RateProfile& profile) {
  return problem_of([&] { validate(profile, "rate_profile"); });
}

}  // namespace

TEST_CASE("RateProfile: steps") {
  CHECK(complaint(StepProfile{{{10, 1}, {20, 0}}}) == "");
  CHECK(complaint(StepProfile{}) ==
        "rate_profile.steps: no level is 1e-09 or more (nothing would ever arrive); raise a level");
  CHECK(complaint(StepProfile{{{10, 0}}}).starts_with("rate_profile.steps: no level"));
  CHECK(complaint(StepProfile{{{10, 1}, {0, 1}}}).starts_with("rate_profile.steps[1].duration_us"));
  CHECK(complaint(StepProfile{{{10, -1}}}).starts_with("rate_profile.steps[0].level: -1"));
  CHECK(complaint(StepProfile{{{10, kNaN}}}).starts_with("rate_profile.steps[0].level"));
  CHECK(complaint(StepProfile{{{kLongestProfile_us, 1}, {1, 1}}})
            .starts_with("rate_profile.steps: they take"));
}

TEST_CASE("RateProfile: linear") {
  CHECK(complaint(LinearProfile{{{0, 1}, {20, 0}}}) == "");
  CHECK(complaint(LinearProfile{{{0, 1}}}) ==
        "rate_profile.points: fewer than two (a line has two ends); add a point");
  CHECK(complaint(LinearProfile{{{1, 1}, {20, 0}}}).starts_with("rate_profile.points[0].time_us"));
  CHECK(complaint(LinearProfile{{{0, 1}, {20, 1}, {20, 2}}}) ==
        "rate_profile.points[2].time_us: 20 is not after 20; write the points in order of time");
  CHECK(complaint(LinearProfile{{{0, 0}, {20, 0}}}).starts_with("rate_profile.points: no level"));
  CHECK(complaint(LinearProfile{{{0, 1}, {20, 1e10}}}).starts_with("rate_profile.points[1].level"));
}

TEST_CASE("RateProfile: sine") {
  CHECK(complaint(SineProfile{100, 1, 99}) == "");
  CHECK(complaint(SineProfile{0, 1, 0}).starts_with("rate_profile.period_us"));
  CHECK(complaint(SineProfile{100, 1.01, 0}).starts_with("rate_profile.amplitude"));
  CHECK(complaint(SineProfile{100, kNaN, 0}).starts_with("rate_profile.amplitude"));
  CHECK(complaint(SineProfile{100, 1, 100}).starts_with("rate_profile.peak_us"));
}

}  // namespace rate_profile_test
