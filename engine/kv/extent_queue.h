#pragma once

#include "engine/kv/extent.h"

namespace servesweep::engine {

/// Extents of an arena in an order, oldest first, and the sum of their blocks. Within an extent its
/// last block is the oldest. An extent is in one queue at most. Every operation is O(1).
class ExtentQueue {
 public:
  /// Empty. The arena must outlive the queue.
  void reset(ExtentArena& arena);

  [[nodiscard]] std::int32_t blocks() const { return blocks_; }
  [[nodiscard]] ExtentId oldest() const { return oldest_; }
  [[nodiscard]] ExtentId newest() const { return newest_; }

  void push_newest(ExtentId id);
  void remove(ExtentId id);
  /// Both at once, for what is in the queue.
  void renew(ExtentId id) {
    if (id == newest_) return;
    unlink(id);
    link(id, newest_, ExtentId());
  }
  /// `upper` is the second part of an extent of the queue that was divided: just older than it.
  void divided(ExtentId lower, ExtentId upper);
  /// `upper`, what comes behind it in its chain, becomes a part of it if it is just older, so that
  /// the order of blocks stays. Precondition: both are in the queue.
  [[nodiscard]] bool join(ExtentId lower, ExtentId upper);
  /// An extent of the queue has lost `count` blocks, or gained them if negative.
  void resized(std::int32_t count) { blocks_ -= count; }

 private:
  void unlink(ExtentId id);
  void link(ExtentId id, ExtentId older, ExtentId newer);

  ExtentArena* arena_ = nullptr;
  ExtentId oldest_{}, newest_{};
  std::int32_t blocks_ = 0;
};

}  // namespace servesweep::engine
