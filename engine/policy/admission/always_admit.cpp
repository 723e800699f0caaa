#include "engine/policy/admission/always_admit.h"

namespace servesweep::engine {

PolicyInfo AlwaysAdmit::info() {
  return {.name = "always-admit",
          .what = "every request enters the cluster",
          .formula = "admit",
          .source = "default of BLIS and vLLM",
          .parameters = {}};
}

bool AlwaysAdmit::admit(const ClusterView&) {
  return true;
}

}  // namespace servesweep::engine
