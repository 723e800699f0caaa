#include "engine/policy/admission/token_bucket.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo TokenBucket::info() {
  return {.name = "token-bucket",
          .what = "limits the rate of prompt tokens that enter the cluster",
          .formula = "level = min(capacity, level + refill·Δt); admit iff level ≥ prompt tokens",
          .source = "BLIS",
          .parameters = {real_parameter("capacity", 10000, 1, 1e15, "tokens", "size of the bucket"),
                         real_parameter("refill_per_s", 1000, 1e-9, 1e15, "tokens/s",
                                        "tokens that flow in per second")}};
}

TokenBucket::TokenBucket(const Parameters& parameters)
    : capacity_tokens_(parameters.real("capacity")),
      refill_tokens_per_s_(parameters.real("refill_per_s")) {
  reset();
}

void TokenBucket::reset() {
  level_tokens_ = capacity_tokens_;
  last_refill_us_ = 0;
}

bool TokenBucket::admit(const ClusterView& view) {
  if (view.now_us > last_refill_us_) {
    const double elapsed_us = static_cast<double>(view.now_us - last_refill_us_);
    level_tokens_ =
        std::min(capacity_tokens_, level_tokens_ + elapsed_us * refill_tokens_per_s_ / 1e6);
    last_refill_us_ = view.now_us;
  }
  const double prompt_tokens = view.request.input_tokens;
  if (level_tokens_ < prompt_tokens) return false;
  level_tokens_ -= prompt_tokens;
  return true;
}

}  // namespace servesweep::engine
