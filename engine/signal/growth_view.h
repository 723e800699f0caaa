#pragma once

#include <span>

#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// A request that holds KV memory and will want more of it with every token that it generates.
struct GrowingRequest {
  const RequestFacts* request = nullptr;
  /// Generated so far, the one under way included: for a prompt in progress, the one that it
  /// yields.
  std::int32_t generated_tokens = 1;

  /// In KV memory now, or once its prompt is computed: everything but the last token.
  [[nodiscard]] std::int32_t stored_tokens() const {
    return request->input_tokens + generated_tokens - 1;
  }
};

/// What a reservation policy sees when a waiting request is about to enter the batch. All of it is
/// the instance's own state: never stale.
struct GrowthView {
  InstanceId instance{};         ///< a policy that keeps a memory keeps one per instance
  std::int64_t step = 0;         ///< number of the step being formed
  std::int64_t preemptions = 0;  ///< since the start of the run
  std::span<const GrowingRequest> running{};  ///< in order of admission
  GrowingRequest candidate{};
  std::int32_t candidate_cached_tokens = 0;  ///< of its prompt, in GPU memory already
  std::int32_t block_tokens = 16;
  std::int32_t gpu_blocks = 1;        ///< usable capacity
  std::int32_t committed_blocks = 0;  ///< in use, or promised to prompts in progress
};

}  // namespace servesweep::engine
