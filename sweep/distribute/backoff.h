#pragma once

#include <algorithm>
#include <chrono>

namespace servesweep::sweep {

/// How long to sleep between looks at the transport: short after news, up to a millisecond when
/// quiet, so that waiting does not take a core from the computing threads.
class Backoff {
 public:
  [[nodiscard]] std::chrono::microseconds next() {
    const auto now = next_;
    next_ = std::min(next_ * 2, std::chrono::microseconds(1000));
    return now;
  }
  void reset() { next_ = kShortest; }

 private:
  static constexpr std::chrono::microseconds kShortest{20};
  std::chrono::microseconds next_ = kShortest;
};

}  // namespace servesweep::sweep
