#pragma once

#include "engine/policy/reservation/reservation_policy.h"

namespace servesweep::engine {

/// TensorRT-LLM's GUARANTEED_NO_EVICT: room for everything that running requests and the candidate
/// may still generate, to the block. Requests carry no bound (max_tokens) here: the predictor's
/// guess times `margin` stands for it, so that the guarantee holds as far as the guess is no less
/// than the output. Who has outgrown its guess counts as about to end.
class FullOutput : public ReservationPolicy {
 public:
  explicit FullOutput(const Parameters& parameters) : margin_(parameters.real("margin")) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool needs_predictions() const override { return true; }
  [[nodiscard]] std::int32_t spare_blocks(const GrowthView& view) override;

 private:
  [[nodiscard]] double further_blocks(const GrowingRequest& growing,
                                      std::int32_t block_tokens) const;

  double margin_;
};

}  // namespace servesweep::engine
