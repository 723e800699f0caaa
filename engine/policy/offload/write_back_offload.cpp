#include "engine/policy/offload/write_back_offload.h"

namespace servesweep::engine {

PolicyInfo WriteBackOffload::info() {
  std::vector<ParameterInfo> parameters = load_parameters();
  parameters.insert(parameters.begin(),
                    boolean_parameter("answers", true, "whether answers are copied as well"));
  return {
      .name = "write-back",
      .what = "copies prompt and answer to a lower tier when the request has completed",
      .formula =
          "store always, at the end of a request; load iff tokens ≥ min_load_tokens and "
          "transfer_us < load_factor·recompute_us",
      .source =
          "SGLang HiCache (write_back); TensorRT-LLM host cache; vLLM simple CPU offloading (lazy)",
      .parameters = std::move(parameters)};
}

bool WriteBackOffload::store(const StoreView&) const {
  return true;
}

}  // namespace servesweep::engine
