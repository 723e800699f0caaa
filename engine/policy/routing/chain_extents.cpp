#include "engine/policy/routing/chain_extents.h"

#include <algorithm>

namespace servesweep::engine {

void ChainExtents::reset(std::size_t instances) {
  instances_ = instances;
  heads_.clear();
  leading_ends_.clear();
}

ChainRow ChainExtents::add_row() {
  const ChainRow row(static_cast<std::int32_t>(heads_.size() / instances_));
  heads_.resize(heads_.size() + instances_);
  leading_ends_.resize(heads_.size(), 0);
  return row;
}

void ChainExtents::replace(HeldExtent extent, InstanceId instance, RecencyCircles& circles) {
  HeldExtentId& head = heads_[cell(extent.row, instance)];
  SERVESWEEP_EXPECT(!head.valid() || circles[head].first >= extent.first);
  while (head.valid() && circles[head].end <= extent.end) circles.remove(head, instance);
  if (head.valid() && circles[head].first < extent.end) {
    circles.cut_front(head, extent.end, instance);
  }
  std::int32_t& leading_end = leading_ends_[cell(extent.row, instance)];
  leading_end = extent.end;
  for (HeldExtentId id = head; id.valid() && circles[id].first == leading_end;
       id = circles[id].next_in_chain) {
    leading_end = circles[id].end;
  }
  extent.next_in_chain = head;
  head = circles.add_newest(extent, instance);
}

void ChainExtents::evict(HeldExtentId id, std::int32_t most, InstanceId instance,
                         RecencyCircles& circles) {
  const HeldExtent& extent = circles[id];
  const std::size_t place = cell(extent.row, instance);
  leading_ends_[place] = std::min(leading_ends_[place], extent.first);
  if (extent.blocks() > most) {
    circles.cut_front(id, extent.first + most, instance);
  } else {
    circles.remove(circles.link_to(id, heads_[place]), instance);
  }
}

}  // namespace servesweep::engine
