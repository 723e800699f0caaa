#pragma once

#include <deque>
#include <vector>

#include "engine/policy/reservation/reservation_policy.h"
#include "tests/engine/policy/policy_views.h"

namespace servesweep::engine {

/// A batch as reservation policies see it: blocks of 10 tokens, 100 of them, nothing shared.
struct GrowingBatch {
  std::deque<RequestFacts> facts{};
  std::vector<GrowingRequest> running{};
  GrowingRequest candidate = request(10, 1);
  std::int64_t step = 0, preemptions = 0;
  std::int32_t cached_tokens = 0, committed_blocks = -1;  ///< −1: what the running ones store

  GrowingRequest request(std::int32_t input_tokens, std::int32_t generated_tokens,
                         std::int32_t predicted_tokens = 0) {
    facts.push_back(some_request(SloTier::standard, input_tokens));
    facts.back().predicted_output_tokens = predicted_tokens;
    return {.request = &facts.back(), .generated_tokens = generated_tokens};
  }
  GrowingBatch& run(std::int32_t input_tokens, std::int32_t generated_tokens,
                    std::int32_t predicted_tokens = 0) {
    running.push_back(request(input_tokens, generated_tokens, predicted_tokens));
    return *this;
  }

  [[nodiscard]] GrowthView view() const {
    std::int32_t stored = 0;
    for (const GrowingRequest& r : running) stored += (r.stored_tokens() + 9) / 10;
    return {.instance = InstanceId(0),
            .step = step,
            .preemptions = preemptions,
            .running = running,
            .candidate = candidate,
            .candidate_cached_tokens = cached_tokens,
            .block_tokens = 10,
            .gpu_blocks = 100,
            .committed_blocks = committed_blocks < 0 ? stored : committed_blocks};
  }
};

/// A reservation policy for two instances.
inline std::unique_ptr<ReservationPolicy> reservation(
    const std::string& name, std::map<std::string, ParameterValue, std::less<>> parameters = {}) {
  auto policy = make_policy(reservation_policies(), name, std::move(parameters));
  policy->reset(2);
  return policy;
}

}  // namespace servesweep::engine
