#include "engine/policy/routing/latency_gates.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kOuter("routing.predicted_latency.outer");
constexpr StreamPurpose kInner("routing.predicted_latency.inner");
constexpr StreamPurpose kTier("routing.predicted_latency.tier");

}  // namespace

std::vector<ParameterInfo> LatencyGates::parameters() {
  return {
      real_parameter("outer_theta", 0, 0, 1, "",
                     "hit share from which only such instances are kept, before all else; 0 = off"),
      real_parameter("outer_penalty_us", 0, 0, 1e12, "µs",
                     "extra predicted delay for which they are not; 0 = whatever the delay"),
      real_parameter("tier_explore_share", 0, 0, 1, "",
                     "share of requests that go to instances which miss a target although others "
                     "meet both"),
      real_parameter("inner_theta", 0, 0, 1, "",
                     "as outer_theta, among those that meet the targets if there are any; 0 = off"),
      real_parameter("inner_penalty_us", 5e6, 0, 1e12, "µs", "as outer_penalty_us")};
}

LatencyGates::LatencyGates(const Parameters& parameters)
    : outer_({.theta = parameters.real("outer_theta"),
              .penalty_us = parameters.real("outer_penalty_us")},
             Draws(parameters, kOuter)),
      inner_({.theta = parameters.real("inner_theta"),
              .penalty_us = parameters.real("inner_penalty_us")},
             Draws(parameters, kInner)),
      tier_draws_(parameters, kTier),
      tier_explore_share_(parameters.real("tier_explore_share")),
      any_(!outer_.open() || !inner_.open() || tier_explore_share_ > 0) {}

void LatencyGates::narrow(const RequestFacts& request, const PrefixBelief& belief,
                          std::span<const double> ttft_us, std::span<const std::uint8_t> meets,
                          std::span<std::uint8_t> kept) const {
  outer_.narrow(request, belief, ttft_us, 1, kept);
  keep_tier(request, meets, kept);
  inner_.narrow(request, belief, ttft_us, 1, kept);
}

void LatencyGates::keep_tier(const RequestFacts& request, std::span<const std::uint8_t> meets,
                             std::span<std::uint8_t> kept) const {
  bool anybody_meets = false, anybody_misses = false;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] == 0) continue;
    (meets[i] != 0 ? anybody_meets : anybody_misses) = true;
  }
  if (!anybody_meets || !anybody_misses) return;
  const bool explores =
      tier_explore_share_ > 0 && tier_draws_.uniform(request) < tier_explore_share_;
  const std::uint8_t wanted = explores ? 0 : 1;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (meets[i] != wanted) kept[i] = 0;
  }
}

}  // namespace servesweep::engine
