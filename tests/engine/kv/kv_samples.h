#pragma once

#include <memory>
#include <vector>

#include "engine/kv/kv_cache.h"
#include "engine/policy/registry.h"
#include "tests/engine/kv/naive_kv.h"

namespace servesweep::engine {

inline ProfileSwitches reference() {
  return switches_of(Profile::reference);
}

inline ProfileSwitches vllm() {
  return switches_of(Profile::vllm_v1);
}

inline std::unique_ptr<EvictionPolicy> lru() {
  return eviction_policies().create({.policy = "lru", .parameters = {}, .scorers = {}}, "eviction");
}

inline std::unique_ptr<OffloadPolicy> offload_above(double threshold) {
  return offload_policies().create(
      {.policy = "threshold", .parameters = {{"threshold", threshold}}, .scorers = {}}, "offload");
}

struct Policies {
  explicit Policies(double threshold = 1) : offload(offload_above(threshold)) {}
  std::unique_ptr<EvictionPolicy> eviction = lru();
  std::unique_ptr<OffloadPolicy> offload;
};

inline KvSpec spec_of(std::int32_t gpu_blocks, std::int32_t block_tokens,
                      std::int32_t cpu_blocks = 0) {
  KvSpec spec;
  spec.gpu_blocks = gpu_blocks;
  spec.block_tokens = block_tokens;
  spec.cpu_blocks = cpu_blocks;
  spec.transfer_base_us = 3;
  spec.transfer_tokens_per_us = 1;
  return spec;
}

inline Segment segment(std::int32_t chain, std::int32_t end_token) {
  return {ChainId(chain), end_token};
}

/// What requests may consist of: private; a prefix; conversations, with and without a prefix. The
/// prefixes end inside a block.
inline std::vector<std::vector<Segment>> contents_of(std::int32_t block_tokens) {
  const std::int32_t short_prefix = block_tokens * 10 / 4, long_prefix = block_tokens * 27 / 4;
  return {{},
          {segment(0, short_prefix)},
          {segment(1, long_prefix)},
          {segment(0, short_prefix), segment(2, kAllFurtherTokens)},
          {segment(0, short_prefix), segment(3, kAllFurtherTokens)},
          {segment(4, kAllFurtherTokens)}};
}

/// The shared prefix is part of the prompt.
inline std::int32_t shortest_prompt(const std::vector<Segment>& content) {
  return content.empty() || content.front().end_token == kAllFurtherTokens
             ? 1
             : content.front().end_token;
}

}  // namespace servesweep::engine
