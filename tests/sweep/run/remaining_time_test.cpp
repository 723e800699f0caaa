#include "sweep/run/remaining_time.h"

#include <doctest/doctest.h>

namespace remaining_time_test {

using namespace servesweep::sweep;

namespace {

LiveStanding with(std::vector<std::size_t> windows, double longest_run_s = 0) {
  LiveStanding standing;
  standing.windows = std::move(windows);
  standing.ranks.resize(1);
  standing.ranks[0].longest_run_s = longest_run_s;
  return standing;
}

}  // namespace

TEST_CASE("remaining time: nothing is known before a run has ended") {
  CHECK_FALSE(remaining_time(100, {}).has_value());
  CHECK_FALSE(remaining_time(100, with({0, 0, 0})).has_value());
}

TEST_CASE("remaining time: a rate, but no interval, while there are too few windows") {
  LiveStanding standing = with({50, 50});
  standing.recent_per_s = 5;
  const auto time = remaining_time(100, standing);
  REQUIRE(time.has_value());
  CHECK(time->seconds == doctest::Approx(20));
  CHECK_FALSE(time->least_s.has_value());
}

TEST_CASE("remaining time: a steady rate has no width but the end of the last run") {
  const auto time = remaining_time(500, with({50, 50, 50, 50}, 7));
  REQUIRE(time.has_value());
  CHECK(time->seconds == doctest::Approx(100));
  CHECK(*time->least_s == doctest::Approx(100));
  CHECK(*time->most_s == doctest::Approx(107));
}

TEST_CASE("remaining time: the interval is that of the mean of the windows to come") {
  // Windows 40, 50, 60: mean 50, s = 10, n = 3. 450 runs are k = 9 windows. t(97.5 %, 2) = 4.30265.
  // reach = 4.30265 * 10 * sqrt(1/3 + 1/9) = 28.6843.
  const auto time = remaining_time(450, with({40, 50, 60}, 2));
  REQUIRE(time.has_value());
  CHECK(time->seconds == doctest::Approx(90));
  CHECK(*time->least_s == doctest::Approx(10 * 450 / 78.6843));
  CHECK(*time->most_s == doctest::Approx(10 * 450 / 21.3157 + 2).epsilon(1e-4));
}

TEST_CASE("remaining time: if the rate may as well be zero, there is no most") {
  const auto time = remaining_time(450, with({0, 50, 100}));
  REQUIRE(time.has_value());
  CHECK(time->least_s.has_value());
  CHECK_FALSE(time->most_s.has_value());
}

}  // namespace remaining_time_test
