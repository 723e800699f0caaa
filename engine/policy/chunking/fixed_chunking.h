#pragma once

#include "engine/policy/chunking/chunking_policy.h"

namespace servesweep::engine {

/// The same chunk for everybody (vLLM's long_prefill_token_threshold).
class FixedChunking : public ChunkingPolicy {
 public:
  explicit FixedChunking(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::int32_t limit_tokens(const RequestFacts& request) const override;

 private:
  std::int32_t tokens_;
};

}  // namespace servesweep::engine
