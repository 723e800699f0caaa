#include "engine/policy/offload/threshold_offload.h"

namespace servesweep::engine {

PolicyInfo ThresholdOffload::info() {
  return {.name = "threshold",
          .what =
              "moves unreferenced cached blocks to the CPU while GPU memory is used above a "
              "threshold",
          .formula = "offload iff used blocks / blocks > threshold",
          .source = "BLIS",
          .parameters = {real_parameter("threshold", 0.9, 0, 1, "fraction",
                                        "used share of GPU blocks above which blocks move out")}};
}

ThresholdOffload::ThresholdOffload(const Parameters& parameters)
    : threshold_(parameters.real("threshold")) {}

bool ThresholdOffload::offload(const TierView& view) const {
  return view.used_fraction > threshold_;
}

}  // namespace servesweep::engine
