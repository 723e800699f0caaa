#pragma once

#include "engine/policy/load_average.h"
#include "engine/policy/load_regime.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// The load regime of the whole pool as the gateway can know it:
///   rho = max((offered + backlog/ewma_us) / capacity, slots)
///   offered   prompt tokens that arrive per µs, cached_share taken off: an average over ewma_us
///   backlog   prompt tokens in flight (gateway's own count)
///   capacity  instances·(B − D)/step_us(B − D, D): what full steps work off per µs; B step
///             budget, D mean reported decodes per instance
///   slots     requests in flight per instance / max_running
/// 1 = the pool cannot work off what arrives. Offered work leads where a queue lags: the queue
/// exists only after the capacity is exceeded, and it depends on what the policy did, so that a
/// controller that reads nothing else sheds, sees the queue gone and lets everybody in again.
/// Arrivals depend on no decision, and no signal of the instances but D, which changes slowly, can
/// be stale. The backlog keeps the regime up until a queue left behind is worked off.
class PoolRegime {
 public:
  /// Reads the parameters below.
  explicit PoolRegime(const Parameters& parameters);
  /// Those of LoadRegime, ewma_us and cached_share.
  [[nodiscard]] static std::vector<ParameterInfo> parameters();
  [[nodiscard]] static std::string formula();

  /// A request arrives, to be admitted or not; the regime with it. Precondition: in order of time.
  Regime offer(const ClusterView& view);
  /// After the last offer.
  [[nodiscard]] double rho() const { return rho_; }
  [[nodiscard]] Regime regime() const { return regime_.regime(); }
  /// A new run begins.
  void reset();

 private:
  double ewma_us_, cached_share_;
  LoadAverage offered_tokens_per_us_;
  LoadRegime regime_;
  double rho_ = 0;
};

}  // namespace servesweep::engine
