#pragma once

#include <deque>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Blocks that were moved out of GPU memory: full blocks by content, oldest first.
class CpuTier {
 public:
  /// Blocks [first, end) of a chain; an invalid chain means private blocks, which are only counted.
  struct Entry {
    ChainId chain;
    std::int32_t first = 0, end = 0;
  };

  void reset(std::int32_t capacity_blocks) {
    capacity_blocks_ = capacity_blocks;
    blocks_ = 0;
    entries_.clear();
  }

  [[nodiscard]] std::int32_t free_blocks() const { return capacity_blocks_ - blocks_; }
  [[nodiscard]] std::int32_t blocks() const { return blocks_; }

  /// Precondition: there is room.
  void store(const Entry& entry) {
    blocks_ += entry.end - entry.first;
    entries_.push_back(entry);
  }

  /// Removes and returns the oldest entry, at most `limit` blocks of it. Precondition: not empty.
  [[nodiscard]] Entry take_oldest(std::int32_t limit) {
    Entry& oldest = entries_.front();
    Entry taken = oldest;
    if (taken.end - taken.first > limit) {
      taken.end = taken.first + limit;
      oldest.first = taken.end;
    } else {
      entries_.pop_front();
    }
    blocks_ -= taken.end - taken.first;
    return taken;
  }

 private:
  std::int32_t capacity_blocks_ = 0, blocks_ = 0;
  std::deque<Entry> entries_;
};

}  // namespace servesweep::engine
