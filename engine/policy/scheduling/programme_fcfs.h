#pragma once

#include <vector>

#include "engine/policy/scheduling/programme_table.h"
#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// Agent programmes first come, first served: a turn of a conversation takes the place that the
/// first turn which this instance saw of it would have, so that a programme under way is not queued
/// anew behind younger ones after each tool call. `weight` blends that arrival with the request's
/// own: 1 = programmes, 0 = requests by arrival. Requests without session go by their own.
class ProgrammeFcfs : public SchedulingPolicy {
 public:
  explicit ProgrammeFcfs(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  void reset(std::size_t instances) override;
  [[nodiscard]] std::size_t pick(std::span<const WaitingFacts> waiting,
                                 const QueueView& view) override;

 private:
  double weight_;
  ProgrammeTable empty_;
  std::vector<ProgrammeTable> programmes_;  ///< by instance
};

}  // namespace servesweep::engine
