#include "engine/policy/admission/reject_all.h"

namespace servesweep::engine {

PolicyInfo RejectAll::info() {
  return {.name = "reject-all",
          .what = "no request enters the cluster: a negative control",
          .formula = "reject",
          .source = "BLIS",
          .parameters = {}};
}

bool RejectAll::admit(const ClusterView&) {
  return false;
}

}  // namespace servesweep::engine
