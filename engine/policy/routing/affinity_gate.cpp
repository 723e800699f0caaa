#include "engine/policy/routing/affinity_gate.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

void AffinityGate::narrow(const RequestFacts& request, const PrefixBelief& belief,
                          std::span<const double> backlog, double per_us,
                          std::span<std::uint8_t> kept) const {
  if (open()) return;
  if (spec_.explore_share > 0 && explore_.uniform(request) < spec_.explore_share) return;
  double inside = HUGE_VAL, outside = HUGE_VAL;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] == 0) continue;
    double& smallest = is_sticky(belief, i) ? inside : outside;
    smallest = std::min(smallest, backlog[i]);
  }
  if (inside == HUGE_VAL) return;
  const bool too_dear =
      outside != HUGE_VAL && spec_.penalty_us > 0 && (inside - outside) / per_us > spec_.penalty_us;
  if (too_dear) return;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!is_sticky(belief, i)) kept[i] = 0;
  }
}

}  // namespace servesweep::engine
