#pragma once

#include <vector>

#include "engine/policy/parameters.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// How full the pool is: s = mean over instances of max(waiting / queue_target, KV use /
/// kv_target). 1 = at the targets; a term is not capped, so one long queue can saturate the pool
/// alone. Reads reports, as old as they are.
/// Source: utilisation detector of the Gateway API inference extension and llm-d.
class PoolSaturation {
 public:
  explicit PoolSaturation(const Parameters& parameters);
  [[nodiscard]] double of(const ClusterView& view) const;
  /// queue_target, kv_target.
  [[nodiscard]] static std::vector<ParameterInfo> parameters();

 private:
  double queue_target_, kv_target_;
};

}  // namespace servesweep::engine
