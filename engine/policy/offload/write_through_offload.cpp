#include "engine/policy/offload/write_through_offload.h"

namespace servesweep::engine {

PolicyInfo WriteThroughOffload::info() {
  return {.name = "write-through",
          .what = "copies every prompt block to a lower tier as soon as it is computed",
          .formula =
              "store always; load iff tokens ≥ min_load_tokens and transfer_us < "
              "load_factor·recompute_us",
          .source = "vLLM (native offloading); SGLang HiCache (write_through)",
          .parameters = load_parameters()};
}

bool WriteThroughOffload::store(const StoreView&) const {
  return true;
}

}  // namespace servesweep::engine
