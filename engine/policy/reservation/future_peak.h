#pragma once

#include <vector>

#include "engine/policy/reservation/length_window.h"
#include "engine/policy/reservation/output_guess.h"
#include "engine/policy/reservation/reservation_policy.h"

namespace servesweep::engine {

/// Past-Future (ASPLOS'25): admits if the largest amount of KV memory that the batch will ever need
/// fits. Requests end one after the other; in descending order of remaining tokens r, with h
/// blocks held, the batch needs the most just before the i-th ends:
///
///   peak = max over i of h₁ + … + hᵢ + i·⌈rᵢ / block⌉     spare = peak − Σ h + reserve·capacity
///
/// Remaining tokens: the `quantile` of the outputs that have completed on this instance lately and
/// are no shorter than what the request has generated; one that is longer than all of them counts
/// as about to end. Until `warm_up` outputs have completed: OutputGuess. Memory that several
/// requests share counts once, in parts proportional to their length.
class FuturePeak : public ReservationPolicy {
 public:
  explicit FuturePeak(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  void completed(InstanceId instance, const RequestFacts& request,
                 std::int32_t output_tokens) override;
  [[nodiscard]] std::int32_t spare_blocks(const GrowthView& view) override;

 private:
  struct Growth {
    double held_blocks = 0, further_blocks = 0;
  };

  [[nodiscard]] double further_blocks(const GrowingRequest& growing, const GrowthView& view) const;
  void gather(const GrowthView& view);

  OutputGuess guess_;
  double quantile_, reserve_;
  std::size_t window_, warm_up_;
  std::vector<LengthWindow> lengths_;  ///< by instance
  std::vector<Growth> growths_;        ///< scratch
};

}  // namespace servesweep::engine
