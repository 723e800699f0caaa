#include "sweep/distribute/pulse.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace pulse_test {

using namespace servesweep::sweep;
using namespace std::chrono_literals;

TEST_CASE("pulse: arrives as it was sent; fewer bytes are refused") {
  const std::string bytes = encode(Pulse{.busy_threads = 3, .unreported_tasks = 70, .text = "abc"});
  const Pulse pulse = decode_pulse(bytes);
  CHECK(pulse.busy_threads == 3);
  CHECK(pulse.unreported_tasks == 70);
  CHECK(pulse.text == "abc");
  CHECK_THROWS_AS((void)decode_pulse(bytes.substr(0, bytes.size() - 1)), std::runtime_error);
}

TEST_CASE("pulse: rank 0 hears a thousand of them per second at most") {
  CHECK(pulse_period(1) == 1s);
  CHECK(pulse_period(1000) == 1s);
  CHECK(pulse_period(10'000) == 10s);
}

TEST_CASE("metronome: beats at once, then when the period is over") {
  Metronome metronome(10s);
  const Metronome::Clock::time_point begin{1h};
  CHECK(metronome.beats(begin));
  CHECK_FALSE(metronome.beats(begin + 9s));
  CHECK(metronome.beats(begin + 11s));
  CHECK_FALSE(metronome.beats(begin + 20s));
  CHECK(metronome.beats(begin + 21s));
}

}  // namespace pulse_test
