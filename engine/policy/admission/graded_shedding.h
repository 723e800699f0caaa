#pragma once

#include "engine/policy/admission/pool_saturation.h"
#include "engine/policy/draws.h"

namespace servesweep::engine {

/// Sheds at random: P = min(1, gain·s^power) of the sheddable requests, s being the saturation of
/// the pool, `standard_share`·P of the standard ones, and no critical one.
/// Source: llm-d router, probabilistic admitter (there standard_share = 0).
class GradedShedding {
 public:
  /// Reads the parameters below; `purpose` names the draws.
  GradedShedding(const Parameters& parameters, StreamPurpose purpose);
  /// queue_target, kv_target, gain, power, standard_share, seed.
  [[nodiscard]] static std::vector<ParameterInfo> parameters();

  /// How much a tier is subject to shedding, relative to the sheddable one.
  [[nodiscard]] double share(SloTier tier) const;
  [[nodiscard]] bool sheds(const ClusterView& view) const;

 private:
  PoolSaturation saturation_;
  Draws draws_;
  double gain_, power_, standard_share_;
};

}  // namespace servesweep::engine
