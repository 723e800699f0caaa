#pragma once

#include "engine/policy/parameters.h"
#include "engine/policy/routing/reported_work.h"
#include "engine/policy/routing/slot_wait.h"
#include "engine/policy/routing/work_ledger.h"

namespace servesweep::engine {

/// How much work, in µs, lies before the first token of a request on each instance; shared by the
/// routing policy and the scorer of that name.
class WorkEstimate {
 public:
  /// Reads the parameters `reported`, `decode_weight` and `wait_for_slots`.
  explicit WorkEstimate(const Parameters& parameters);
  [[nodiscard]] static std::vector<ParameterInfo> parameters();

  void reset(std::size_t instances);
  /// Brings the estimate up to now.
  void look(const ClusterView& view);
  /// After look(): until a prompt with `own_tokens` to compute is done.
  [[nodiscard]] double work_us(const ClusterView& view, std::size_t instance,
                               double own_tokens) const;
  /// After look(): the decision.
  void routed(InstanceId chosen, std::int32_t uncached_tokens);

 private:
  bool is_reported_, waits_for_slots_;
  double decode_weight_;
  ReportedWork reported_;
  WorkLedger ledger_;
  SlotWait slots_;
};

}  // namespace servesweep::engine
