#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace servesweep::sweep {

/// A worker's sign of life. Rank 0 learns of results when a chunk is done, which may take minutes;
/// in between it hears this.
struct Pulse {
  int busy_threads = 0;
  std::size_t unreported_tasks = 0;  ///< finished, in chunks that are not reported yet
  std::string text;                  ///< what Callbacks::on_pulse returned
};

[[nodiscard]] std::string encode(const Pulse& pulse);
/// @throws std::runtime_error on bytes that no encoder wrote
[[nodiscard]] Pulse decode_pulse(std::string_view bytes);

/// How often a worker of a job with so many ranks gives one: each second, less often where rank 0
/// would hear more than 1,000 of them in a second.
[[nodiscard]] std::chrono::milliseconds pulse_period(int ranks);

/// Says when it is time again. The first time is at once.
class Metronome {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Metronome(Clock::duration period) : period_(period) {}

  [[nodiscard]] bool beats(Clock::time_point now) {
    if (now < next_) return false;
    next_ = now + period_;
    return true;
  }

 private:
  Clock::duration period_;
  Clock::time_point next_{};
};

}  // namespace servesweep::sweep
