#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// Decides at the gateway whether a request enters the cluster. A rejected request is recorded as
/// such and does not come back.
class AdmissionPolicy {
 public:
  virtual ~AdmissionPolicy() = default;
  /// Forgets everything: a new run begins.
  virtual void reset() {}
  [[nodiscard]] virtual bool admit(const ClusterView& view) = 0;
};

}  // namespace servesweep::engine
