#include "sweep/study/make_workload.h"

#include <algorithm>
#include <limits>

#include "engine/workload/generator.h"

namespace servesweep::sweep {

engine::Workload make_workload(const WorkloadFile& file, std::uint64_t seed) {
  if (!file.trace) return engine::generate(file.spec, seed);
  io::TraceOptions options;
  options.seed = seed;
  options.rate_scale = file.spec.rate_scale;
  options.requests = file.spec.requests;
  options.horizon_us = file.spec.horizon_us;
  options.classes = {.classes = file.spec.classes,
                     .weights = file.class_weights,
                     .per_session = file.class_per_session};
  return file.trace->requests(options);
}

bool is_streamed(const WorkloadFile& file) {
  constexpr double kMany = 100'000, kUnlimited = std::numeric_limits<double>::infinity();
  if (file.trace) return false;
  const engine::WorkloadSpec& spec = file.spec;
  const double cap = spec.requests > 0 ? static_cast<double>(spec.requests) : kUnlimited;
  const double arrivals = spec.horizon_us == engine::kForever
                              ? kUnlimited
                              : spec.requests_per_s * static_cast<double>(spec.horizon_us) / 1e6;
  return std::min(cap, arrivals) > kMany;
}

}  // namespace servesweep::sweep
