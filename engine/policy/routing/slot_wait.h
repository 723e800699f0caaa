#pragma once

#include <cstdint>

#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// How long a request waits for a place in a full batch: requests ahead of it without a place ×
/// time between two departures. The gateway counts departures itself: what it has sent minus what
/// is still there (ClusterView::load); over all instances alike, and over about the last second,
/// since one instance has too few.
class SlotWait {
 public:
  void reset();
  /// Counts who has left.
  void look(const ClusterView& view);
  void sent() { ++sent_; }
  /// max(0, load + 1 − max_running)·µs per departure of an instance; 0 before any departure.
  [[nodiscard]] double wait_us(const ClusterView& view, std::size_t instance) const;

 private:
  static constexpr double kMemory_us = 1e6;

  std::int64_t sent_ = 0, left_ = 0;
  TimeUs last_us_ = 0;
  double departures_ = 0, instance_us_ = 0;  ///< decayed sums
};

}  // namespace servesweep::engine
