#pragma once

#include <chrono>
#include <ctime>

namespace servesweep::benchmark {

/// Seconds since it was made, by the steady clock. Time is read in this file only.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Seconds of computing of this process since it was made, all threads together: of one thread that
/// never waits, what a stopwatch shows on a machine that does nothing else.
class CpuStopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC;
  }

 private:
  std::clock_t start_ = std::clock();
};

/// How long `work` takes, in seconds.
template <class Work>
[[nodiscard]] double seconds_of(Work&& work) {
  const Stopwatch watch;
  work();
  return watch.seconds();
}

/// The same on the clock of the processor (all threads of the program), which other programs do not
/// lengthen.
template <class Work>
[[nodiscard]] double processor_seconds_of(Work&& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace servesweep::benchmark
