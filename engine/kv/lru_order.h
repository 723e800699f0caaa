#pragma once

#include "engine/kv/extent_queue.h"
#include "engine/kv/tier_order.h"

namespace servesweep::engine {

/// Least recently used first: the queue holds the idle copies. A copy becomes the most recently
/// used one when it arrives, when its last load ends, and when it is asked for. vLLM's default.
class LruOrder : public TierOrder {
 public:
  explicit LruOrder(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();

  void reset(ExtentArena& arena, std::int32_t capacity_blocks) override;
  [[nodiscard]] std::int32_t idle_blocks() const override { return idle_.blocks(); }
  void arrived(ExtentId id) override { idle_.push_newest(id); }
  [[nodiscard]] bool ignores_repetition() const override { return true; }
  void touched(const BlockRange&, std::span<const ExtentId> pieces) override { renew(pieces); }
  void pinned(ExtentId id) override { idle_.remove(id); }
  void unpinned(ExtentId id) override { idle_.push_newest(id); }
  void pinned_and_unpinned(std::span<const ExtentId> pieces) override { renew(pieces); }
  void divided(ExtentId lower, ExtentId upper) override;
  [[nodiscard]] bool join(ExtentId lower, ExtentId upper) override {
    return idle_.join(lower, upper);
  }
  [[nodiscard]] bool choose(std::int32_t blocks, std::vector<Victim>& victims) const override;
  void evicted(ExtentId id, std::int32_t blocks) override;

 private:
  void renew(std::span<const ExtentId> pieces);

  ExtentArena* arena_ = nullptr;
  ExtentQueue idle_;
};

}  // namespace servesweep::engine
