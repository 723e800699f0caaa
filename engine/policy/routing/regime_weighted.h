#pragma once

#include <array>

#include "engine/policy/pool_regime.h"
#include "engine/policy/routing/weighted.h"

namespace servesweep::engine {

/// Weighted routing whose weights follow the load regime of the pool. A scorer has `weight` while
/// it is calm, `busy_weight` (default: weight) and `overload_weight` (default: busy_weight), all ≥
/// 0, in each regime at least one positive. The scorers keep their memory when the weights change.
/// Without scorers those of `weighted`, in every regime alike.
class RegimeWeighted : public RoutingPolicy {
 public:
  explicit RegimeWeighted(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override {
    return weighted_.needs_cache_directory();
  }
  [[nodiscard]] std::span<const double> scores() const override { return weighted_.scores(); }

 private:
  void weigh();

  PoolRegime pool_;
  Weighted weighted_;
  std::array<std::vector<double>, kRegimes> weights_;  ///< by Regime, one per scorer; may be empty
  Regime weighed_ = Regime::calm;                      ///< whose weights are in force
};

}  // namespace servesweep::engine
