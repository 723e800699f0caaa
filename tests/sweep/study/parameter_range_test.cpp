#include "sweep/study/parameter_range.h"

#include <doctest/doctest.h>

#include <initializer_list>

namespace servesweep::sweep::parameter_range_test {

TEST_CASE("equal shares are equal steps of the scale") {
  CHECK(ParameterRange{.low = 2, .high = 4}.value_at(0.25) == 2.5);
  CHECK(ParameterRange{.low = 1, .high = 10'000, .scale = Scale::log}.value_at(0.25) == 10);
  // The odds are 1/9, 1 and 9.
  const ParameterRange odds{.low = 0.1, .high = 0.9, .scale = Scale::logit};
  CHECK(odds.value_at(0.5) == 0.5);
  // A quarter of the way the odds are 9^(−1/2) = 1/3, so the share is 1/4.
  CHECK(odds.value_at(0.25) == 0.25);
}

TEST_CASE("inner values are rounded, the ends are exact and nothing is outside") {
  const ParameterRange linear{.low = 0, .high = 1};
  CHECK(linear.value_at(1.0 / 3) == 0.333333333333);
  const ParameterRange log{.low = 1.2345678, .high = 9.8765432, .scale = Scale::log};
  CHECK(log.value_at(0) == 1.2345678);
  CHECK(log.value_at(1) == 9.8765432);
  CHECK(log.value_at(1e-9) == 1.23457);
  CHECK(log.value_at(1 - 1e-9) == 9.87654);
  const ParameterRange outside{.low = 1.2345612, .high = 9.8765478, .scale = Scale::log};
  CHECK(outside.value_at(1e-9) == 1.2345612);      // 1.23456 would be below
  CHECK(outside.value_at(1 - 1e-9) == 9.8765478);  // 9.87655 would be above
}

TEST_CASE("the share of a value is where it came from") {
  for (const Scale scale : {Scale::linear, Scale::log, Scale::logit}) {
    const ParameterRange range{.low = 0.02, .high = 0.9, .scale = scale};
    for (const double share : {0.0, 0.125, 0.5, 0.99, 1.0}) {
      CHECK(range.share_of(range.exact_at(share)) == doctest::Approx(share).epsilon(1e-12));
    }
    CHECK(range.value_at(range.share_of(0.123)) == 0.123);
  }
}

}  // namespace servesweep::sweep::parameter_range_test
