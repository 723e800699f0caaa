#include "engine/policy/routing/recency_circles.h"

#include <algorithm>

namespace servesweep::engine {

void RecencyCircles::reset(std::size_t instances) {
  nodes_.assign(instances, Node{});
  for (std::size_t i = 0; i < instances; ++i) {
    nodes_[i].older = nodes_[i].newer = HeldExtentId(static_cast<std::int32_t>(i));
  }
  unused_.clear();
  blocks_.assign(instances, 0);
}

HeldExtentId& RecencyCircles::link_to(HeldExtentId id, HeldExtentId& head) {
  HeldExtentId* link = &head;
  while (*link != id) link = &at(*link).extent.next_in_chain;
  return *link;
}

HeldExtentId RecencyCircles::add_newest(const HeldExtent& extent, InstanceId instance) {
  HeldExtentId id(static_cast<std::int32_t>(nodes_.size()));
  if (unused_.empty()) {
    nodes_.emplace_back();
  } else {
    id = unused_.back();
    unused_.pop_back();
  }
  at(id).extent = extent;
  append(id, instance);
  blocks_[instance.index()] += extent.blocks();
  return id;
}

void RecencyCircles::cut_front(HeldExtentId id, std::int32_t first, InstanceId instance) {
  HeldExtent& extent = at(id).extent;
  SERVESWEEP_EXPECT(extent.first <= first && first < extent.end);
  blocks_[instance.index()] -= first - extent.first;
  extent.first = first;
}

void RecencyCircles::remove(HeldExtentId& link, InstanceId instance) {
  const HeldExtentId gone = link;
  link = at(gone).extent.next_in_chain;
  blocks_[instance.index()] -= at(gone).extent.blocks();
  unlink(gone);
  unused_.push_back(gone);
}

std::int32_t RecencyCircles::remove_oldest_private(std::int32_t most, InstanceId instance) {
  std::int32_t& oldest = at(anchor(instance)).private_blocks;
  const std::int32_t count = std::min(most, oldest);
  oldest -= count;
  blocks_[instance.index()] -= count;
  return count;
}

}  // namespace servesweep::engine
