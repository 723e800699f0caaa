#pragma once

#include "engine/kv/extent.h"

namespace servesweep::engine {

/// Which extent serves each cached block of each shared chain: per chain a list of mapped extents,
/// ordered and without overlap. A block written twice is served from its latest copy.
class PrefixMap {
 public:
  explicit PrefixMap(ExtentArena& arena) : arena_(arena) {}

  /// Forgets everything; costs O(chains touched).
  void clear();

  /// End of the cached blocks that start at `first` without a gap, at most `end`.
  [[nodiscard]] std::int32_t cached_end(ChainId chain, std::int32_t first, std::int32_t end) const;

  /// The mapped extent that holds `block`, or an invalid id.
  [[nodiscard]] ExtentId find(ChainId chain, std::int32_t block) const;

  /// The first mapped extent that ends after `block`, or an invalid id.
  [[nodiscard]] ExtentId first_ending_after(ChainId chain, std::int32_t block) const;

  /// Makes the extent serve its blocks. Precondition: none of them is mapped.
  void insert(ExtentId id);
  /// Stops it from doing so. Precondition: mapped.
  void erase(ExtentId id);

 private:
  ExtentArena& arena_;
  std::vector<ExtentId> head_;  ///< per chain
  std::vector<ChainId> touched_;
};

}  // namespace servesweep::engine
