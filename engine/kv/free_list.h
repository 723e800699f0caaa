#pragma once

#include "engine/kv/extent.h"

namespace servesweep::engine {

/// Blocks that nobody references, in order of eviction: first the ones never used in this run (a
/// mere count), then extents from `oldest` to `newest`. Extents live in the arena; this keeps their
/// links.
class FreeList {
 public:
  explicit FreeList(ExtentArena& arena) : arena_(arena) {}

  /// All `blocks` blocks are free and unused.
  void reset(std::int32_t blocks);

  [[nodiscard]] std::int32_t blocks() const { return blocks_; }
  [[nodiscard]] std::int32_t never_used() const { return never_used_; }
  [[nodiscard]] ExtentId oldest() const { return oldest_; }
  [[nodiscard]] ExtentId newest() const { return newest_; }

  /// Takes blocks that were never used. Precondition: there are as many.
  void take_never_used(std::int32_t count);

  void push_newest(ExtentId id);
  void push_oldest(ExtentId id);
  void insert_before(ExtentId id, ExtentId successor);
  void remove(ExtentId id);

  /// The extent lost `count` blocks, or gained them if negative, while in the list.
  void resized(std::int32_t lost) { blocks_ -= lost; }

 private:
  void link(ExtentId id, ExtentId older, ExtentId newer);

  ExtentArena& arena_;
  std::int32_t blocks_ = 0, never_used_ = 0;
  ExtentId oldest_, newest_;
};

}  // namespace servesweep::engine
