#include "engine/policy/load_average.h"

#include <doctest/doctest.h>

#include <cmath>

namespace load_average_test {

using namespace servesweep::engine;

TEST_CASE("LoadAverage: a level is approached by exp(-t/tau), however often somebody looks") {
  LoadAverage rarely(1000), often(1000);
  CHECK(rarely.hold(0, 2) == 0);
  CHECK(often.hold(0, 2) == 0);
  for (TimeUs t = 100; t < 1000; t += 100) static_cast<void>(often.hold(t, 2));
  const double wanted = 2 * (1 - std::exp(-1.0));  // 1.2642
  CHECK(rarely.hold(1000, 0) == doctest::Approx(wanted));
  CHECK(often.hold(1000, 0) == doctest::Approx(wanted));
  CHECK(rarely.hold(1000, 0) == doctest::Approx(wanted));  // no time, no change
  CHECK(rarely.hold(3000, 0) == doctest::Approx(wanted * std::exp(-2.0)));
}

TEST_CASE("LoadAverage: without a time constant the level itself") {
  LoadAverage average(0);
  CHECK(average.hold(5, 3) == 3);
  CHECK(average.hold(5, 4) == 4);
  CHECK(average.hold(6, 1) == 1);
}

TEST_CASE("LoadAverage: events average to amount times rate") {
  LoadAverage average(1000);
  CHECK(average.pulse(0, 500) == doctest::Approx(0.5));
  CHECK(average.pulse(1000, 500) == doctest::Approx(0.5 * std::exp(-1.0) + 0.5));
  // 5 every 10 us, for 20 time constants: 0.5, just after an event half an event more (0.0025).
  LoadAverage steady(1000);
  double mean = 0;
  for (TimeUs t = 0; t <= 20'000; t += 10) mean = steady.pulse(t, 5);
  CHECK(mean == doctest::Approx(0.5025).epsilon(1e-4));
  steady.reset();
  CHECK(steady.pulse(0, 500) == doctest::Approx(0.5));
}

}  // namespace load_average_test
