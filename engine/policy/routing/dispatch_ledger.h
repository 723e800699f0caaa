#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// The gateway's own estimate of the KV blocks that active requests hold on each instance. The
/// gateway knows how many of its requests are still there (ClusterView::load), not which: the
/// latest ones are assumed to be, as if requests left in the order in which they came.
class DispatchLedger {
 public:
  void reset(std::size_t instances) { queues_.assign(instances, Queue{}); }
  /// Forgets the requests that have left. Amortised O(instances).
  void update(const ClusterView& view);
  void add(InstanceId instance, std::int64_t blocks);
  /// Forgets all but the latest `requests` of an instance.
  void keep_latest(std::size_t instance, std::int32_t requests);
  [[nodiscard]] std::int64_t blocks(std::size_t instance) const { return queues_[instance].blocks; }

 private:
  /// Blocks per request, oldest first, in a ring that grows as needed.
  struct Queue {
    std::vector<std::int64_t> ring;
    std::size_t oldest = 0, size = 0;
    std::int64_t blocks = 0;  ///< sum
  };
  static void grow(Queue& queue);

  std::vector<Queue> queues_;
};

}  // namespace servesweep::engine
