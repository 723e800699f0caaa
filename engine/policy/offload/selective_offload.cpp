#include "engine/policy/offload/selective_offload.h"

namespace servesweep::engine {

PolicyInfo SelectiveOffload::info() {
  std::vector<ParameterInfo> parameters = load_parameters();
  parameters.insert(parameters.begin(),
                    integer_parameter("min_lookups", 2, 1, 1e6, "lookups",
                                      "how often a block was asked for before it is copied"));
  return {.name = "selective",
          .what = "copies prompt blocks to a lower tier that were asked for several times",
          .formula =
              "store iff lookups ≥ min_lookups; load iff tokens ≥ min_load_tokens and transfer_us "
              "< load_factor·recompute_us",
          .source = "vLLM (store_threshold); SGLang HiCache (write_through_selective)",
          .parameters = std::move(parameters)};
}

SelectiveOffload::SelectiveOffload(const Parameters& parameters)
    : CopyOffload(parameters), min_lookups_(parameters.integer("min_lookups")) {}

bool SelectiveOffload::store(const StoreView& view) const {
  return view.lookups >= min_lookups_;
}

}  // namespace servesweep::engine
