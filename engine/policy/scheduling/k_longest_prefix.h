#pragma once

#include <vector>

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// k-LPM: one request by age, then k − 1 by the longest prefix in GPU memory, and so on. k = 1 is
/// first come first served, a large k is longest prefix match, which starves who shares nothing.
/// Requests that waited too long go first in any case.
class KLongestPrefix : public SchedulingPolicy {
 public:
  explicit KLongestPrefix(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  void reset(std::size_t instances) override;
  [[nodiscard]] bool needs_cached_tokens() const override { return true; }
  [[nodiscard]] std::size_t pick(std::span<const WaitingFacts> waiting,
                                 const QueueView& view) override;
  void served(const WaitingFacts&, std::int32_t, const QueueView& view) override;

 private:
  std::int64_t k_, fcfs_above_;
  double max_wait_us_;
  std::vector<std::int64_t> served_;  ///< requests admitted so far; per instance
};

}  // namespace servesweep::engine
