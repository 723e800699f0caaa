#pragma once

#include <chrono>

namespace servesweep::benchmark {

/// Seconds since it was made, by the steady clock. Time is read nowhere else in the benchmarks.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// How long `work` takes, in seconds.
template <class Work>
[[nodiscard]] double seconds_of(Work&& work) {
  const Stopwatch watch;
  work();
  return watch.seconds();
}

}  // namespace servesweep::benchmark
