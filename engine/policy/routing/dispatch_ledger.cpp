#include "engine/policy/routing/dispatch_ledger.h"

#include <algorithm>

namespace servesweep::engine {

void DispatchLedger::update(const ClusterView& view) {
  for (std::size_t i = 0; i < queues_.size(); ++i) keep_latest(i, view.load[i]);
}

void DispatchLedger::keep_latest(std::size_t instance, std::int32_t requests) {
  Queue& queue = queues_[instance];
  for (; queue.size > static_cast<std::size_t>(requests); --queue.size) {
    queue.blocks -= queue.ring[queue.oldest];
    queue.oldest = (queue.oldest + 1) % queue.ring.size();
  }
}

void DispatchLedger::add(InstanceId instance, std::int64_t blocks) {
  Queue& queue = queues_[instance.index()];
  if (queue.size == queue.ring.size()) grow(queue);
  queue.ring[(queue.oldest + queue.size) % queue.ring.size()] = blocks;
  ++queue.size;
  queue.blocks += blocks;
}

void DispatchLedger::grow(Queue& queue) {
  const auto oldest = queue.ring.begin() + static_cast<std::ptrdiff_t>(queue.oldest);
  std::rotate(queue.ring.begin(), oldest, queue.ring.end());
  queue.oldest = 0;
  queue.ring.resize(std::max<std::size_t>(16, 2 * queue.ring.size()));
}

}  // namespace servesweep::engine
