#include "engine/latency/latency_model.h"

#include "engine/latency/linear_latency.h"
#include "engine/latency/roofline_latency.h"

namespace servesweep::engine {

std::unique_ptr<LatencyModel> make_latency_model(const LatencySpec& spec) {
  if (spec.roofline) return std::make_unique<RooflineLatency>(spec);
  return std::make_unique<LinearLatency>(spec);
}

}  // namespace servesweep::engine
