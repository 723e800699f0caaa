#include "sweep/run/closing_time.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::closing_time_test {

using Seconds = ClosingTime::Seconds;

TEST_CASE("closing takes as long as ordering the runs, and ten times that for those held") {
  const ClosingTime time(Seconds(2), 1'000'000);  // 2 µs each
  CHECK(time.of(1'000'000, 0).count() == doctest::Approx(2));
  CHECK(time.of(1'000'000, 1'000'000).count() == doctest::Approx(22));
  CHECK(time.of(1'000, 100).count() == doctest::Approx(0.004));
}

TEST_CASE("closing is told from few runs as well, and from none") {
  CHECK(ClosingTime(Seconds(1), 10).of(10, 0).count() == doctest::Approx(200e-6));
  CHECK(ClosingTime(Seconds(0), 0).of(1'000'000, 0).count() == doctest::Approx(0.5));
  CHECK(ClosingTime().of(1'000'000, 0).count() == doctest::Approx(0.5));
}

}  // namespace servesweep::sweep::closing_time_test
