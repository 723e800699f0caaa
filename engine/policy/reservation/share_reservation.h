#pragma once

#include "engine/policy/reservation/output_guess.h"
#include "engine/policy/reservation/reservation_policy.h"

namespace servesweep::engine {

/// SGLang: room for a share ρ of what running requests may still generate, none of them counted
/// with more than `clip_tokens`, and for that of the candidate, counted with `candidate_share`.
///
/// ρ starts at `share` and falls linearly to floor·share within `decay_steps` steps, as long as all
/// goes well. A preemption raises it to min(1, Σ(generated + 20) / (Σ outputs + 1)) of those that
/// run on, from where it falls again; when nobody runs it starts anew. Outputs are OutputGuess's.
class ShareReservation : public ReservationPolicy {
 public:
  explicit ShareReservation(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  void completed(InstanceId instance, const RequestFacts& request,
                 std::int32_t output_tokens) override {
    guess_.completed(instance, request, output_tokens);
  }
  [[nodiscard]] std::int32_t spare_blocks(const GrowthView& view) override;

 private:
  /// ρ as it was at a step.
  struct Ratio {
    double share = 0;
    std::int64_t step = 0, preemptions = 0;
  };

  [[nodiscard]] double share_now(const GrowthView& view);
  [[nodiscard]] double share_after_preemption(const GrowthView& view) const;
  [[nodiscard]] double remaining_tokens(const GrowingRequest& growing, InstanceId instance) const;

  OutputGuess guess_;
  double share_, floor_, clip_tokens_, candidate_share_, decay_steps_;
  std::vector<Ratio> ratios_;  ///< by instance
};

}  // namespace servesweep::engine
