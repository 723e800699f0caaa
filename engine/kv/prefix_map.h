#pragma once

#include <algorithm>

#include "engine/kv/extent.h"

namespace servesweep::engine {

/// Which extent serves each cached block of each shared chain: per chain a list of mapped extents,
/// ordered and without overlap. Further copies may stand in reserve ("spares"), in order of
/// registration, until the cache maps them in place of what was evicted.
class PrefixMap {
 public:
  explicit PrefixMap(ExtentArena& arena) : arena_(arena) {}

  /// Forgets everything; costs O(chains touched).
  void clear();

  /// End of the cached blocks that start at `first` without a gap, at most `end`.
  [[nodiscard]] std::int32_t cached_end(ChainId chain, std::int32_t first, std::int32_t end) const;
  /// End of the blocks from `first` on that nothing serves, at most `end`.
  [[nodiscard]] std::int32_t gap_end(ChainId chain, std::int32_t first, std::int32_t end) const;

  /// The mapped extent that holds `block`, or an invalid id.
  [[nodiscard]] ExtentId find(ChainId chain, std::int32_t block) const;

  /// The first mapped extent that ends after `block`, or an invalid id.
  [[nodiscard]] ExtentId first_ending_after(ChainId chain, std::int32_t block) const;

  /// Calls visit(first, end) for every maximal run of blocks among [first, end) that nothing
  /// serves.
  template <class Visit>
  void visit_gaps(ChainId chain, std::int32_t first, std::int32_t end, Visit&& visit) const {
    for (ExtentId id = first_ending_after(chain, first); first < end;) {
      const std::int32_t gap = id.valid() ? std::min(arena_[id].first, end) : end;
      if (gap > first) visit(first, gap);
      if (gap == end) return;
      first = arena_[id].end;
      id = arena_[id].next_in_chain;
    }
  }

  /// Makes the extent serve its blocks. Precondition: none of them is mapped.
  void insert(ExtentId id);
  /// Stops it from doing so. Precondition: mapped.
  void erase(ExtentId id);

  /// The spare copy registered first, or an invalid id; go on with Extent::next_in_chain.
  [[nodiscard]] ExtentId first_spare(ChainId chain) const;
  /// Adds a copy registered after all others.
  void add_spare(ExtentId id);
  /// Adds the upper part of a spare that was divided.
  void add_spare_after(ExtentId id, ExtentId lower);
  void remove_spare(ExtentId id);

 private:
  struct Spares {
    ExtentId first{}, last{};
    bool touched = false;
  };
  [[nodiscard]] Spares& spares_of(ChainId chain) { return spares_[chain.index()]; }

  ExtentArena& arena_;
  std::vector<ExtentId> head_;  ///< per chain
  std::vector<ChainId> touched_;
  std::vector<Spares> spares_;  ///< per chain
  std::vector<ChainId> spared_;
};

}  // namespace servesweep::engine
