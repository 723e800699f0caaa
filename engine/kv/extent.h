#pragma once

#include <vector>

#include "engine/base/contract.h"
#include "engine/base/fifo.h"
#include "engine/base/ids.h"

namespace servesweep::engine {

using ExtentId = Id<struct ExtentTag>;

/// Consecutive KV blocks [first, end) of one chain that were written together and are referenced by
/// the same requests. An invalid chain means blocks that no other request can ever ask for: private
/// full blocks (`reusable`) and partly filled blocks (not `reusable`), which are only counted.
/// One line of the processor's caches: what is evicted was often last touched long ago.
struct alignas(64) Extent {
  ChainId chain{};
  std::int32_t first = 0, end = 0;
  std::int32_t references = 0;
  std::int32_t reuses = 0;       ///< how often a request found these blocks
  std::int32_t reservation = 0;  ///< ticket of the preempted request that may come back, or 0
  TimeUs released_us = 0;        ///< free list; in order of next use: when that is
  std::int32_t level = 0;        ///< free list: level plus the sinkings before its release
  ExtentId older{}, newer{};     ///< free list, in order of eviction
  ExtentId next_in_chain{};      ///< prefix map: next mapped extent of the chain, or next spare
  ExtentId previous_spare{};     ///< prefix map
  ExtentId next_piece{};         ///< the rest of the extent this one was split from, or on the way
                                 ///< to a tier, what arrives with it
  bool reusable = false;         ///< full blocks with content; false: nothing worth keeping
  bool mapped = false;           ///< the prefix map serves these blocks from this extent
  bool spare = false;            ///< further copy, in the prefix map's reserve
  bool free = false;             ///< in the free list …
  bool expired = false;          ///< … and no longer pinned

  [[nodiscard]] std::int32_t blocks() const { return end - first; }
};
static_assert(sizeof(Extent) == 64);

/// Storage of all extents of one KV cache; ids are reused.
class ExtentArena {
 public:
  void clear() {
    extents_.clear();
    unused_.clear();
  }

  [[nodiscard]] ExtentId create(const Extent& extent) {
    if (unused_.empty()) {
      extents_.push_back(extent);
      return ExtentId(static_cast<std::int32_t>(extents_.size() - 1));
    }
    const ExtentId id = unused_.front();
    unused_.pop_front();
    extents_[id.index()] = extent;
    return id;
  }

  void destroy(ExtentId id) { unused_.push_back(id); }

  [[nodiscard]] Extent& operator[](ExtentId id) {
    SERVESWEEP_EXPECT(id.valid() && id.index() < extents_.size());
    return extents_[id.index()];
  }
  [[nodiscard]] const Extent& operator[](ExtentId id) const {
    SERVESWEEP_EXPECT(id.valid() && id.index() < extents_.size());
    return extents_[id.index()];
  }

 private:
  std::vector<Extent> extents_;
  Fifo<ExtentId> unused_;
};

}  // namespace servesweep::engine
