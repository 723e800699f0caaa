#pragma once

#include <cstddef>
#include <cstdint>
#include <queue>
#include <utility>
#include <vector>

namespace servesweep::benchmark {

/// Workers that take runs from one queue, first come, first served, in a time that is only counted.
/// The unit of time is the caller's.
class VirtualWorkers {
 public:
  explicit VirtualWorkers(std::size_t workers) : workers_(workers) {}

  /// Puts a run of a trial at the end of the queue; a free worker begins at once.
  void add(std::int64_t trial, double run_time);

  [[nodiscard]] bool idle() const { return running_.empty(); }
  /// When the next run ends. Precondition: not idle().
  [[nodiscard]] double next_end() const { return running_.top().end; }
  /// Lets time pass to there, and returns whose run it was; of runs that end at once, the one that
  /// began first. Same precondition.
  std::int64_t finish();
  /// Lets time pass. Precondition: no run ends before `time`, which is not over.
  void wait_until(double time);

  [[nodiscard]] double now() const { return now_; }
  /// Share of the workers' time so far in which they had a run; 0 before any time has passed.
  [[nodiscard]] double busy_share() const;

 private:
  struct Running {
    double end;
    std::uint64_t number;  ///< in the order of beginning
    std::int64_t trial;
    friend bool operator>(const Running& a, const Running& b) {
      return std::pair(a.end, a.number) > std::pair(b.end, b.number);
    }
  };

  std::size_t workers_;
  double now_ = 0;
  double busy_ = 0;  ///< time that workers have spent on runs
  std::uint64_t begun_ = 0;
  std::priority_queue<Running, std::vector<Running>, std::greater<>> running_;
  std::queue<std::pair<std::int64_t, double>> waiting_;
};

}  // namespace servesweep::benchmark
