#pragma once

#include <unordered_map>
#include <vector>

#include "engine/policy/eviction/eviction_policy.h"

namespace servesweep::engine {

/// Keeps the blocks of conversations after each turn for as long as most of them took to come back:
///
///   ttl    = the quantile of the last `window` gaps between the last token of a turn and the
///            arrival of the next one at the same instance; before min_gaps of them,
///            fallback_ttl_us
///   pinned iff session and pinned blocks + these ≤ share · capacity; for ttl
///
/// When the ttl changes, it holds for what is pinned already. What has expired is evicted like
/// everything else, least recently used first; pinned blocks only when nothing else is left. Where
/// lower tiers exist, copies were written when the blocks were computed, so that expiry to a tier
/// and eviction are the same. An instance forgets a conversation that has been away for an hour.
/// After Continuum and CacheTTL, which pin for a quantile of tool times, here observed.
class LearnedPinningEviction : public EvictionPolicy {
 public:
  explicit LearnedPinningEviction(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();

  void reset(const EvictionSetting& setting) override;
  [[nodiscard]] int level(const ReleasedBlocks& released) const override;
  [[nodiscard]] TimeUs expires_after_us() const override { return fallback_ttl_us_; }
  [[nodiscard]] bool observes_turns() const override { return true; }
  void turn_ended(const TurnEvent& event) override;
  [[nodiscard]] TimeUs turn_arrived(const TurnEvent& event) override;

 private:
  /// What one instance has seen.
  struct Observed {
    std::unordered_map<std::int32_t, TimeUs> away_since_us;  ///< by session; never iterated
    std::vector<TurnEvent> endings;                          ///< in order, from the first one on
    std::size_t first_ending = 0;
    std::vector<TimeUs> gaps_us;  ///< ring of the last ones
    std::size_t next_gap = 0;
  };

  void forget_long_gone(Observed& observed, TimeUs now_us) const;
  [[nodiscard]] TimeUs ttl_us(const Observed& observed);

  double quantile_, share_;
  std::size_t window_, min_gaps_;
  TimeUs fallback_ttl_us_;
  std::vector<Observed> observed_;  ///< by instance
  std::vector<TimeUs> sorted_;      ///< scratch
};

}  // namespace servesweep::engine
