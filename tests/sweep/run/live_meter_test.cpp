#include "sweep/run/live_meter.h"

#include <doctest/doctest.h>

namespace live_meter_test {

using namespace servesweep::sweep;

TEST_CASE("live meter: rates of the last half minute, and runs of each ten seconds") {
  LiveMeter meter;
  CHECK(meter.recent_per_s() == 0);
  CHECK(meter.windows().empty());
  // 5 runs per second for 50 s, then 2 per second for 30 s; four looks per second.
  std::size_t done = 100;
  for (int quarter = 0; quarter <= 320; ++quarter) {
    const double now_s = 0.25 * quarter;
    if (quarter > 0 && quarter % 4 == 0) done += now_s <= 50 ? 5 : 2;
    ThreadTime use{.total_s = 1, .idle_s = {}};
    use.idle_s[static_cast<std::size_t>(IdleReason::tail)] = now_s > 50 ? 0.5 : 0;
    meter.note(now_s, done, use);
  }
  CHECK(meter.recent_s() == doctest::Approx(30));
  CHECK(meter.recent_per_s() == doctest::Approx(2));
  CHECK(meter.windows() == std::vector<std::size_t>{50, 50, 50, 50, 50, 20, 20, 20});
  const ThreadTime use = meter.recent_use();
  CHECK(use.total_s == doctest::Approx(120));
  CHECK(use.idle_s[static_cast<std::size_t>(IdleReason::tail)] == doctest::Approx(60));
}

TEST_CASE("live meter: two minutes of windows; one that was noted late counts by its length") {
  LiveMeter meter;
  for (int i = 0; i <= 30; ++i) meter.note(20.0 * i, static_cast<std::size_t>(i) * 20, {});
  CHECK(meter.windows() == std::vector<std::size_t>(LiveMeter::kWindows, 10));
}

TEST_CASE("live meter: a count that falls is no negative rate") {
  LiveMeter meter;
  meter.note(0, 10, {});
  meter.note(11, 8, {});
  CHECK(meter.recent_per_s() == 0);
  CHECK(meter.windows() == std::vector<std::size_t>{0});
}

}  // namespace live_meter_test
