#pragma once

#include <span>
#include <vector>

#include "engine/policy/routing/recency_circles.h"

namespace servesweep::engine {

/// The full blocks of chains that instances are believed to hold: per chain (a row) and instance a
/// list of extents, by block. Each is touched from the chain's first block on, since a chain always
/// has the same content before it (see Segment). So an extent is newer than those behind it in the
/// list, and only the last one, of which blocks are evicted, may have a gap before it.
class ChainExtents {
 public:
  void reset(std::size_t instances);
  /// A chain that nobody holds.
  [[nodiscard]] ChainRow add_row();

  /// Per instance the end of the blocks that it holds from the chain's first one on; at most that
  /// first block if there are none.
  [[nodiscard]] std::span<const std::int32_t> leading_ends(ChainRow row) const {
    return {&leading_ends_[row.index() * instances_], instances_};
  }

  /// Blocks [first, end) of the chain are the newest on the instance. Precondition: `first` is the
  /// chain's first block, and end > first.
  void touch(ChainRow row, std::int32_t first, std::int32_t end, InstanceId instance,
             RecencyCircles& circles) {
    const HeldExtentId head = heads_[cell(row, instance)];
    const bool again = head.valid() && circles[head].first == first && circles[head].end == end;
    if (again) {  // the usual case
      circles.renew(head, instance);
    } else {
      replace({.row = row, .first = first, .end = end}, instance, circles);
    }
  }
  /// Evicts the first blocks, `most` at most, of an extent. Precondition: it is the oldest of the
  /// instance.
  void evict(HeldExtentId id, std::int32_t most, InstanceId instance, RecencyCircles& circles);

 private:
  [[nodiscard]] std::size_t cell(ChainRow row, InstanceId instance) const {
    return row.index() * instances_ + instance.index();
  }
  /// The blocks become one extent, whatever parts of them are there. Not inlined, as the usual case
  /// does without.
  [[gnu::noinline]] void replace(HeldExtent extent, InstanceId instance, RecencyCircles& circles);

  std::size_t instances_ = 0;
  std::vector<HeldExtentId> heads_;         ///< rows × instances: first of the list
  std::vector<std::int32_t> leading_ends_;  ///< rows × instances
};

}  // namespace servesweep::engine
