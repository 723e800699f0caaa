#pragma once

#include <map>
#include <utility>
#include <vector>

#include "engine/workload/request.h"

namespace servesweep::engine::oracle {

/// Name of a full block's content: equal names mean equal tokens from the first one of the request
/// up to the last one of the block.
using BlockHash = std::int32_t;
inline constexpr BlockHash kNoHash = -1;

/// Names block contents the plain way: a block is its predecessor and the list of its tokens.
class BlockHasher {
 public:
  explicit BlockHasher(std::int32_t block_tokens) : block_tokens_(block_tokens) {}

  /// Appends to `hashes` what the first `tokens` tokens of the request's input ++ output complete.
  void extend(const Request& request, RequestId id, std::int32_t tokens,
              std::vector<BlockHash>& hashes);

 private:
  /// Stream (a chain, or −1 − request) and position in it.
  using Token = std::pair<std::int32_t, std::int32_t>;

  [[nodiscard]] static Token token(const Request& request, RequestId id, std::int32_t position);

  std::int32_t block_tokens_;
  std::map<std::pair<BlockHash, std::vector<Token>>, BlockHash> names_;
};

}  // namespace servesweep::engine::oracle
