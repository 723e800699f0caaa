#include "tests/benchmark/poll_times.h"

#include <doctest/doctest.h>

namespace poll_times_test {

using servesweep::benchmark::next_poll_s;

// Backoff naps 20, 40, 80, 160, 320, 640 µs and then a millisecond each: looks at 20, 60, 140, 300,
// 620, 1260, 2260, 3260 … µs.
TEST_CASE("poll times: the naps of Backoff, in a row") {
  const auto poll_us = [](double now_us) { return 1e6 * next_poll_s(0, 1e-6 * now_us, 0); };
  CHECK(poll_us(0) == doctest::Approx(0));
  CHECK(poll_us(10) == doctest::Approx(20));
  CHECK(poll_us(61) == doctest::Approx(140));
  CHECK(poll_us(700) == doctest::Approx(1260));
  CHECK(poll_us(1300) == doctest::Approx(2260));
  CHECK(poll_us(1'000'000) == doctest::Approx(1'000'260));
}

TEST_CASE("poll times: counted from the last news, each nap too long by the slack") {
  CHECK(next_poll_s(5, 5.00003, 0) == doctest::Approx(5.00006));
  CHECK(1e6 * next_poll_s(0, 25e-6, 10e-6) == doctest::Approx(30));
  CHECK(1e6 * next_poll_s(0, 31e-6, 10e-6) == doctest::Approx(80));
}

}  // namespace poll_times_test
