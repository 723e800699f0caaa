#pragma once

#include <array>

#include "engine/kv/extent.h"
#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Blocks that nobody references, in order of eviction: first the ones without content (a mere
/// count), then extents from level 0 upward, within a level from `oldest` to `newest`. Every
/// operation is O(1). Extents live in the arena; this keeps their links.
class FreeList {
 public:
  explicit FreeList(ExtentArena& arena) : arena_(arena) {}

  /// How standing is lost with time, see EvictionPolicy.
  struct Ageing {
    TimeUs expires_after_us = kForever;
    TimeUs sinks_every_us = kForever;
  };

  /// All `blocks` blocks are free and blank.
  void reset(std::int32_t blocks, const Ageing& ageing);
  void reset(std::int32_t blocks) { reset(blocks, Ageing()); }

  /// From now on blocks expire so long after their release. Precondition: they do expire.
  void set_expiry(TimeUs expires_after_us) { ageing_.expires_after_us = expires_after_us; }

  /// Applies expiry and sinking up to `now_us`.
  void advance(TimeUs now_us) {
    if (ageing_.expires_after_us != kForever) expire(now_us);
    if (ageing_.sinks_every_us != kForever) sink_until(now_us);
  }

  [[nodiscard]] bool ages() const {
    return ageing_.expires_after_us != kForever || ageing_.sinks_every_us != kForever;
  }

  [[nodiscard]] std::int32_t blocks() const { return blocks_; }
  /// Blocks without content: never used, or given back by add_blank().
  [[nodiscard]] std::int32_t blank() const { return blank_; }
  /// Blocks in the pinned level.
  [[nodiscard]] std::int32_t pinned() const { return pinned_; }

  /// The extent to evict next, or an invalid id. Of level 0 and what expired, the older one.
  [[nodiscard]] ExtentId victim() const;
  [[nodiscard]] ExtentId oldest(int level) const { return list(level).oldest; }
  [[nodiscard]] ExtentId newest(int level) const { return list(level).newest; }

  /// All extents: the expired ones, then by levels.
  [[nodiscard]] ExtentId first() const { return first_from(kExpired); }
  [[nodiscard]] ExtentId next(ExtentId id) const;

  /// Takes blank blocks. Precondition: there are as many.
  void take_blank(std::int32_t count) {
    SERVESWEEP_EXPECT(count <= blank_);
    blank_ -= count;
    blocks_ -= count;
  }
  void add_blank(std::int32_t count) {
    blank_ += count;
    blocks_ += count;
  }

  void push_newest(ExtentId id, int level);
  void push_oldest(ExtentId id, int level);
  /// Into the level of `successor`, to be evicted just before it.
  void insert_before(ExtentId id, ExtentId successor);
  /// Into a level in which what was pushed so is in order of `released_us`, the latest first: here
  /// the time of the next use. Among equals the one pushed last is evicted last. O(level).
  void push_by_time(ExtentId id, int level);
  /// Somebody will ask for these blocks: within their level they are evicted last. What has expired
  /// returns to level 0; what is pinned is safe as long as it was to be.
  void renew(ExtentId id, TimeUs now_us);
  void remove(ExtentId id);

  /// The extent lost `count` blocks, or gained them if negative, while in the list.
  void resized(ExtentId id, std::int32_t lost) {
    blocks_ -= lost;
    if (is_pinned(arena_[id])) pinned_ -= lost;
  }

 private:
  struct List {
    ExtentId oldest{}, newest{};
  };
  static constexpr int kExpired = kEvictionLevels;

  [[nodiscard]] const List& list(int level) const {
    return lists_[static_cast<std::size_t>(level)];
  }
  [[nodiscard]] List& list(int level) { return lists_[static_cast<std::size_t>(level)]; }
  [[nodiscard]] int level_of(const Extent& extent) const;
  [[nodiscard]] bool is_pinned(const Extent& extent) const {
    return extent.level - sinkings_ == kPinnedLevel && !extent.expired;
  }
  [[nodiscard]] ExtentId first_from(int level) const;
  void link(ExtentId id, int level, ExtentId older, ExtentId newer);
  void unlink(Extent& extent);
  void note_occupied(int level);
  void expire(TimeUs now_us);
  void sink_until(TimeUs now_us);
  void sink();

  ExtentArena& arena_;
  Ageing ageing_;
  std::array<List, kEvictionLevels + 1> lists_;
  unsigned occupied_ = 0;  ///< bit per list that is not empty
  std::int32_t sinkings_ = 0;
  TimeUs last_sinking_us_ = 0;
  std::int32_t blocks_ = 0, blank_ = 0, pinned_ = 0;
};

}  // namespace servesweep::engine
