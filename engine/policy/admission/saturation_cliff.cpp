#include "engine/policy/admission/saturation_cliff.h"

namespace servesweep::engine {

PolicyInfo SaturationCliff::info() {
  return {.name = "saturation-cliff",
          .what = "sheds the sheddable tier while the pool is saturated",
          .formula =
              "s = mean max(waiting / queue_target, KV use / kv_target); reject iff tier = "
              "sheddable and s ≥ 1",
          .source = "Gateway API inference extension, llm-d: the default without flow control",
          .parameters = PoolSaturation::parameters()};
}

bool SaturationCliff::admit(const ClusterView& view) {
  return view.request.tier != SloTier::sheddable || saturation_.of(view) < 1;
}

}  // namespace servesweep::engine
