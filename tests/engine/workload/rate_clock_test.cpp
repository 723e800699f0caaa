#include "engine/workload/rate_clock.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "tests/property.h"

namespace rate_clock_test {

using namespace servesweep;
using namespace servesweep::engine;

TEST_CASE("RateClock: steps by hand") {
  // Levels 1 and 3 of equal length have mean 2: scaled to 0.5 and 1.5. Λ(1000) = 500, Λ(2000) =
  // 2000.
  const RateClock clock(StepProfile{{{1000, 1}, {1000, 3}}});
  CHECK(clock.time_us(0) == 0);
  CHECK(clock.time_us(250) == 500);
  CHECK(clock.time_us(500) == 1000);
  CHECK(clock.time_us(1250) == 1500);
  CHECK(clock.time_us(2000) == 2000);
  CHECK(clock.time_us(2250) == 2500);  // again from the start
  CHECK(clock.time_us(1'000'000'000'000'250) == 1'000'000'000'000'500);
}

TEST_CASE("RateClock: nothing arrives during a pause") {
  const RateClock middle(StepProfile{{{1000, 1}, {1000, 0}, {1000, 1}}});  // scaled to 1.5, 0, 1.5
  CHECK(middle.time_us(1499) == 999);
  CHECK(middle.time_us(1500) == 2000);
  CHECK(middle.time_us(1503) == 2002);
  const RateClock first(StepProfile{{{1000, 0}, {1000, 5}}});
  CHECK(first.time_us(0) == 1000);
  CHECK(first.time_us(1000) == 1500);
  const RateClock last(StepProfile{{{1000, 5}, {1000, 0}}});
  CHECK(last.time_us(1999) == 999);
  CHECK(last.time_us(2000) == 2000);
}

TEST_CASE("RateClock: a ramp by hand") {
  // From 0 to 1, mean ½: scaled to 2t/1000. Λ(t) = t²/1000.
  const RateClock up(LinearProfile{{{0, 0}, {1000, 1}}});
  CHECK(up.time_us(0) == 0);
  CHECK(up.time_us(250) == 500);
  CHECK(up.time_us(810) == 900);
  CHECK(up.time_us(1250) == 1500);
  // Downwards Λ(t) = 2t − t²/1000.
  const RateClock down(LinearProfile{{{0, 7}, {1000, 0}}});
  CHECK(down.time_us(360) == 200);
  CHECK(down.time_us(750) == 500);
}

TEST_CASE("RateClock: the sine has its most arrivals at the peak, and Λ is its integral") {
  const RateClock clock(SineProfile{.period_us = 1'000'000, .amplitude = 0.8, .peak_us = 250'000});
  const auto integral = [](double t) {
    const double two_pi = 2 * std::numbers::pi;
    return t + 0.8e6 / two_pi * (std::sin(two_pi * (t / 1e6 - 0.25)) + 1.0);
  };
  for (TimeUs steady_us = 1000; steady_us < 1'000'000; steady_us += 7919) {
    const auto time_us = static_cast<double>(clock.time_us(steady_us));
    CAPTURE(steady_us);
    CHECK(integral(time_us - 0.01) <= static_cast<double>(steady_us));
    CHECK(integral(time_us + 1.01) >= static_cast<double>(steady_us));
  }
  // Half of all arrivals lie in the half around the peak plus 2·0.8/2π of all.
  CHECK(integral(500'000) - integral(0) == doctest::Approx(5e5 + 1.6e6 / (2 * std::numbers::pi)));
  CHECK(clock.time_us(754'647) == 499'999);
}

namespace {

rc::Gen<RateProfile> any_profile() {
  const auto steps = rc::gen::map(
      rc::gen::nonEmpty<std::vector<std::pair<std::uint8_t, std::uint8_t>>>(), [](const auto& raw) {
        StepProfile profile{{{1'000, 1}}};
        for (const auto& [length, level] : raw) {
          profile.steps.push_back({1 + TimeUs{length} * 1'000, static_cast<double>(level)});
        }
        return RateProfile(profile);
      });
  const auto linear = rc::gen::map(
      rc::gen::nonEmpty<std::vector<std::pair<std::uint8_t, std::uint8_t>>>(), [](const auto& raw) {
        LinearProfile profile{{{0, 1}}};
        for (const auto& [length, level] : raw) {
          const TimeUs time_us = profile.points.back().time_us + 1 + TimeUs{length} * 1'000;
          profile.points.push_back({time_us, static_cast<double>(level)});
        }
        return RateProfile(profile);
      });
  const auto sine = rc::gen::map(
      rc::gen::tuple(rc::gen::inRange<TimeUs>(1, 10'000'000), rc::gen::inRange(0, 101)),
      [](const std::tuple<TimeUs, int>& raw) {
        const auto [period_us, percent] = raw;
        return RateProfile(SineProfile{period_us, percent / 100.0, period_us / 3});
      });
  return rc::gen::oneOf(steps, linear, sine);
}

TimeUs period_of(const RateProfile& profile) {
  if (const auto* steps = std::get_if<StepProfile>(&profile)) {
    TimeUs sum_us = 0;
    for (const auto& step : steps->steps) sum_us += step.duration_us;
    return sum_us;
  }
  if (const auto* linear = std::get_if<LinearProfile>(&profile)) {
    return linear->points.back().time_us;
  }
  return std::get<SineProfile>(profile).period_us;
}

}  // namespace

TEST_CASE("RateClock: of any profile, time runs forward and the mean rate is kept") {
  check_property([] {
    const RateProfile profile = *any_profile();
    const RateClock clock(profile);
    const TimeUs period_us = period_of(profile);
    const auto cycles = *rc::gen::inRange<TimeUs>(0, 1000);
    // A period begins where it should, but for a pause at its start.
    RC_ASSERT(clock.time_us(cycles * period_us) - clock.time_us(0) == cycles * period_us);
    TimeUs earlier_us = 0;
    for (TimeUs i = 0; i < 200; ++i) {
      const TimeUs time_us = clock.time_us(cycles * period_us + i * period_us / 100);
      RC_ASSERT(time_us >= earlier_us);
      RC_ASSERT(time_us <= (cycles + 2) * period_us);
      earlier_us = time_us;
    }
  });
}

}  // namespace rate_clock_test
