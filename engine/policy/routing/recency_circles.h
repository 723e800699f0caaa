#pragma once

#include <vector>

#include "engine/base/contract.h"
#include "engine/policy/routing/held_extent.h"

namespace servesweep::engine {

/// Per instance the blocks that it is believed to hold, by last touch: extents in a circle through
/// an anchor, which is older than the oldest and newer than the newest; and between two of them
/// private blocks, which are only counted. Nobody can ask for these again, but they take room.
/// Also the storage of the extents. Every operation but link_to() is O(1).
class RecencyCircles {
 public:
  /// Nobody holds anything.
  void reset(std::size_t instances);

  /// All that an instance holds, private blocks included.
  [[nodiscard]] std::int32_t blocks(InstanceId instance) const { return blocks_[instance.index()]; }
  [[nodiscard]] const HeldExtent& operator[](HeldExtentId id) const { return at(id).extent; }
  /// Precondition: the instance holds an extent.
  [[nodiscard]] HeldExtentId oldest(InstanceId instance) const {
    SERVESWEEP_EXPECT(at(anchor(instance)).newer != anchor(instance));
    return at(anchor(instance)).newer;
  }
  /// What leads to an extent in the list of its chain: `head`, or the extent before it.
  [[nodiscard]] HeldExtentId& link_to(HeldExtentId id, HeldExtentId& head);

  [[nodiscard]] HeldExtentId add_newest(const HeldExtent& extent, InstanceId instance);
  void add_newest_private(std::int32_t blocks, InstanceId instance) {
    at(at(anchor(instance)).older).private_blocks += blocks;
    blocks_[instance.index()] += blocks;
  }
  /// Makes it the newest.
  void renew(HeldExtentId id, InstanceId instance) {
    unlink(id);
    append(id, instance);
  }

  /// Takes away the blocks before `first`. Precondition: others are left.
  void cut_front(HeldExtentId id, std::int32_t first, InstanceId instance);
  /// Takes away the extent that a list leads to, which then leads to the next one.
  void remove(HeldExtentId& link, InstanceId instance);
  /// Takes away private blocks that are older than all extents, `most` at most; returns how many.
  [[nodiscard]] std::int32_t remove_oldest_private(std::int32_t most, InstanceId instance);

 private:
  struct Node {
    HeldExtent extent;
    HeldExtentId older{}, newer{};
    std::int32_t private_blocks = 0;  ///< touched between this extent and the newer one
  };
  [[nodiscard]] Node& at(HeldExtentId id) { return nodes_[id.index()]; }
  [[nodiscard]] const Node& at(HeldExtentId id) const { return nodes_[id.index()]; }
  [[nodiscard]] static HeldExtentId anchor(InstanceId instance) {
    return HeldExtentId(instance.value());
  }
  void append(HeldExtentId id, InstanceId instance) {
    Node& end = at(anchor(instance));
    Node& added = at(id);
    added.older = end.older;
    added.newer = anchor(instance);
    added.private_blocks = 0;
    at(end.older).newer = id;
    end.older = id;
  }
  /// Its private blocks stay where they are.
  void unlink(HeldExtentId id) {
    const Node& gone = at(id);
    Node& older = at(gone.older);
    older.newer = gone.newer;
    older.private_blocks += gone.private_blocks;
    at(gone.newer).older = gone.older;
  }

  std::vector<Node> nodes_;  ///< those of the anchors first
  std::vector<HeldExtentId> unused_;
  std::vector<std::int32_t> blocks_;  ///< per instance
};

}  // namespace servesweep::engine
