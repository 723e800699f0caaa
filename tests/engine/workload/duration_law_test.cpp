#include "engine/workload/duration_law.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/engine/workload/problem_of.h"

namespace duration_law_test {

using namespace servesweep::engine;

namespace {

std::string complaint(const DurationLaw& law) {
  return problem_of([&] { validate(law, "think_time_us"); });
}

}  // namespace

TEST_CASE("DurationLaw: parameters have their ranges") {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  CHECK(complaint(ConstantDuration{0}) == "");
  CHECK(complaint(ConstantDuration{kLongestDuration_us}) == "");
  CHECK(complaint(ConstantDuration{-1}) ==
        "think_time_us: -1 is out of range; give a number from 0 to 1000000000000");
  CHECK(complaint(ConstantDuration{kLongestDuration_us + 1}).starts_with("think_time_us: "));
  CHECK(complaint(ExponentialDuration{1}) == "");
  CHECK(complaint(ExponentialDuration{0}) ==
        "think_time_us.mean: 0 is not positive; give a number above 0");
  CHECK(complaint(ExponentialDuration{1e13}).starts_with("think_time_us.mean: 10000000000000 is"));
  CHECK(complaint(LognormalDuration{5, 0}) == "");
  CHECK(complaint(LognormalDuration{5, 5001}).starts_with("think_time_us.std_dev: 5001"));
  CHECK(complaint(LognormalDuration{5, kNaN}).starts_with("think_time_us.std_dev"));
  CHECK(complaint(LognormalDuration{kNaN, 5}).starts_with("think_time_us.mean"));
}

}  // namespace duration_law_test
