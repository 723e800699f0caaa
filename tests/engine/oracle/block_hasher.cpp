#include "tests/engine/oracle/block_hasher.h"

namespace servesweep::engine::oracle {

BlockHasher::Token BlockHasher::token(const Request& request, RequestId id, std::int32_t position) {
  for (const Segment& segment : request.content) {
    if (position < segment.end_token) return {segment.chain.value(), position};
  }
  return {-1 - id.value(), position};
}

void BlockHasher::extend(const Request& request, RequestId id, std::int32_t tokens,
                         std::vector<BlockHash>& hashes) {
  for (auto block = static_cast<std::int32_t>(hashes.size()); block < tokens / block_tokens_;
       ++block) {
    std::vector<Token> content;
    for (std::int32_t i = block * block_tokens_; i < (block + 1) * block_tokens_; ++i) {
      content.push_back(token(request, id, i));
    }
    const BlockHash previous = hashes.empty() ? kNoHash : hashes.back();
    const auto next = static_cast<BlockHash>(names_.size());
    hashes.push_back(names_.try_emplace({previous, std::move(content)}, next).first->second);
  }
}

}  // namespace servesweep::engine::oracle
