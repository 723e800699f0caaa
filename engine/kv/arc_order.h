#pragma once

#include <array>

#include "engine/kv/extent_queue.h"
#include "engine/kv/ghost_lists.h"
#include "engine/kv/tier_order.h"

namespace servesweep::engine {

/// Adaptive replacement: copies seen once (T1) and seen again (T2), each list by last use; of what
/// either has evicted lately the keys are remembered (ghosts B1, B2). The target size p of T1
/// starts at 0 and learns:
///
///   asked for in B1: p += max(1, |B2| / |B1|), at most the capacity
///   asked for in B2: p −= max(1, |B1| / |B2|), at least 0
///   victim: the oldest idle copy of T1 if |T1| ≥ ⌊p⌋ and there is one, else of T2
///
/// A copy joins T1 when it is expected; asked for while on the way it becomes T1's newest, once it
/// is there T2's newest. Loads leave the order alone. After Megiddo and Modha (FAST 2003) as vLLM's
/// CPU offloading has it: what is pinned or on the way counts in T1 and T2, but never goes.
class ArcOrder : public TierOrder {
 public:
  explicit ArcOrder(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();

  void reset(ExtentArena& arena, std::int32_t capacity_blocks) override;
  [[nodiscard]] bool ranks_arriving() const override { return true; }
  [[nodiscard]] std::int32_t idle_blocks() const override { return idle_[kOnce] + idle_[kAgain]; }
  void expected(ExtentId id) override;
  void arrived(ExtentId id) override;
  void touched(const BlockRange& range, std::span<const ExtentId> pieces) override;
  void pinned(ExtentId id) override;
  void unpinned(ExtentId id) override;
  void pinned_and_unpinned(std::span<const ExtentId>) override {}  // they keep their place
  void divided(ExtentId lower, ExtentId upper) override;
  [[nodiscard]] bool join(ExtentId lower, ExtentId upper) override {
    return lists_[list_of(lower)].join(lower, upper);
  }
  [[nodiscard]] bool choose(std::int32_t blocks, std::vector<Victim>& victims) const override;
  void evicted(ExtentId id, std::int32_t blocks) override;

 private:
  static constexpr std::size_t kOnce = 0, kAgain = 1;

  /// Extent::level says which list it is in.
  [[nodiscard]] std::size_t list_of(ExtentId id) const {
    return static_cast<std::size_t>((*arena_)[id].level);
  }
  void choose_from(std::size_t list, std::int32_t blocks, std::vector<Victim>& victims) const;
  void touch(ExtentId id);
  void learn(std::size_t ghost, std::int32_t blocks);

  ExtentArena* arena_ = nullptr;
  std::array<ExtentQueue, 2> lists_;        ///< T1, T2
  std::array<std::int32_t, 2> idle_{0, 0};  ///< idle blocks of each
  GhostLists ghosts_;
  double target_blocks_ = 0;  ///< p
  double capacity_blocks_ = 0;
};

}  // namespace servesweep::engine
