#pragma once

#include <span>
#include <vector>

#include "engine/kv/block_range.h"
#include "engine/kv/extent.h"
#include "engine/policy/parameters.h"

namespace servesweep::engine {

/// Decides which copies a lower tier evicts first. A TierStore owns one and tells it what becomes
/// of the extents in its arena; copies are *idle* once they have arrived and nobody loads them,
/// which is when Extent::references is 0. Only idle ones are evicted, of an extent its end before
/// its beginning. Adding an order: a class with a static info() and a constructor from Parameters,
/// and one line in tier_orders.cpp.
class TierOrder {
 public:
  /// The last `blocks` blocks of an extent.
  struct Victim {
    ExtentId extent;
    std::int32_t blocks = 0;
  };

  virtual ~TierOrder() = default;

  /// For an empty tier. The arena must outlive the run.
  virtual void reset(ExtentArena& arena, std::int32_t capacity_blocks) = 0;

  /// Copies have a place in the order while they are on the way, so that they can be touched.
  [[nodiscard]] virtual bool ranks_arriving() const { return false; }
  [[nodiscard]] virtual std::int32_t idle_blocks() const = 0;

  // ---- what happens to extents
  /// On the way from now on; told if ranks_arriving().
  virtual void expected(ExtentId) {}
  /// Idle from now on.
  virtual void arrived(ExtentId id) = 0;
  /// Blocks were asked for, of which these extents are here: the readable ones from first to last,
  /// then, if ranks_arriving(), those on the way. Each counts as asked for before those in front of
  /// it.
  virtual void touched(const BlockRange& range, std::span<const ExtentId> pieces) = 0;
  /// To be asked for what has just been asked for changes nothing.
  [[nodiscard]] virtual bool ignores_repetition() const { return false; }
  /// No longer idle.
  virtual void pinned(ExtentId id) = 0;
  /// Idle again.
  virtual void unpinned(ExtentId id) = 0;
  /// Both at once, for those that are idle: `pieces` of a range, from the first to the last.
  virtual void pinned_and_unpinned(std::span<const ExtentId> pieces) = 0;
  /// `upper` is now the second part of what was one extent.
  virtual void divided(ExtentId lower, ExtentId upper) = 0;
  /// `upper`, which comes behind it in its chain, is about to become a part of it, if that changes
  /// nothing about the order of their blocks; else false. Precondition: both are idle.
  [[nodiscard]] virtual bool join(ExtentId lower, ExtentId upper) = 0;

  // ---- eviction
  /// Appends what has to go for `blocks` blocks, in order; false, and nothing, if that is
  /// impossible.
  [[nodiscard]] virtual bool choose(std::int32_t blocks, std::vector<Victim>& victims) const = 0;
  /// The extent is about to lose its last `blocks` blocks, perhaps all of them.
  virtual void evicted(ExtentId id, std::int32_t blocks) = 0;
};

}  // namespace servesweep::engine
