#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

ParameterInfo scorer_weight() {
  return real_parameter("weight", 1, 0, 1e12, "", "share of this scorer in the total");
}

}  // namespace servesweep::engine
