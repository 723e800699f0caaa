#include "engine/latency/latency_model.h"

#include "engine/latency/linear_latency.h"
#include "engine/latency/roofline_latency.h"
#include "engine/latency/single_pass_latency.h"

namespace servesweep::engine {

std::unique_ptr<LatencyModel> make_latency_model(const LatencySpec& spec, const BatchSpec& batch) {
  if (!spec.roofline) return std::make_unique<LinearLatency>(spec);
  if (std::holds_alternative<SinglePassRoofline>(spec.roofline->form)) {
    return std::make_unique<SinglePassLatency>(spec, batch);
  }
  return std::make_unique<RooflineLatency>(spec);
}

}  // namespace servesweep::engine
