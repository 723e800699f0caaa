#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Work sent to each instance within the last `window_us`, in whole µs. Kept in 32 buckets of equal
/// length, so that memory does not grow with requests: work leaves the window up to 1/32 of it too
/// early.
class WindowedLoad {
 public:
  /// Precondition: window_us ≥ 32.
  explicit WindowedLoad(TimeUs window_us);
  void reset(std::size_t instances);
  /// Forgets what has left the window. Time must not go back.
  void advance(TimeUs now_us);
  /// At the time of the last advance().
  void add(InstanceId instance, std::int64_t work_us);
  [[nodiscard]] std::int64_t load_us(std::size_t instance) const { return sums_[instance]; }

 private:
  static constexpr std::int64_t kBuckets = 32;
  [[nodiscard]] std::size_t place(std::int64_t bucket, std::size_t instance) const {
    return static_cast<std::size_t>(bucket % kBuckets) * sums_.size() + instance;
  }

  TimeUs bucket_us_;
  std::int64_t bucket_ = 0;            ///< of now, counted from the start of the run
  std::vector<std::int64_t> buckets_;  ///< buckets × instances
  std::vector<std::int64_t> sums_;     ///< per instance
};

}  // namespace servesweep::engine
