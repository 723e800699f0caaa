#pragma once

#include <vector>

#include "engine/policy/scheduling/scheduling_policy.h"
#include "engine/policy/tier_targets.h"

namespace servesweep::engine {

/// Urgency and cache order in one queue. Slack is the time to the deadline of the first token minus
/// the predicted time to compute the prompt (StepCost, uncached tokens).
///
///  1. *urgent*: slack below `margin_us`; the earliest deadline first
///  2. *at ease*: the longest cached prefix first, the oldest at every k-th of their admissions
///  3. *hopeless*: past the deadline by more than `hopeless_us`; the oldest first. They come last,
///     but to at least every k-th admission while one of them waits.
///
/// So nobody starves: who is at ease becomes urgent, then hopeless, and has its turn then.
class UrgentThenCached : public SchedulingPolicy {
 public:
  explicit UrgentThenCached(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  void reset(std::size_t instances) override;
  [[nodiscard]] bool needs_cached_tokens() const override { return true; }
  [[nodiscard]] std::size_t pick(std::span<const WaitingFacts> waiting,
                                 const QueueView& view) override;
  void served(const WaitingFacts& request, std::int32_t, const QueueView& view) override;

 private:
  enum class Group : std::uint8_t { urgent, at_ease, hopeless };
  /// The state of one instance.
  struct Turns {
    std::int64_t at_ease = 0;  ///< of them admitted so far
    std::int64_t without_hopeless =
        0;                        ///< admissions since the last hopeless one, or since one waits
    bool hopeless_waits = false;  ///< at the last pick()
  };
  /// The first of each group in its order; one past the end: none.
  struct Firsts {
    std::size_t urgent, longest, oldest_at_ease, hopeless;
  };

  [[nodiscard]] Group group_of(const WaitingFacts& request, const QueueView& view) const;
  [[nodiscard]] Firsts find(std::span<const WaitingFacts> waiting, const QueueView& view) const;

  TierTargets targets_;
  double margin_us_, hopeless_us_;
  std::int64_t k_;
  std::vector<Turns> turns_;  ///< by instance
};

}  // namespace servesweep::engine
