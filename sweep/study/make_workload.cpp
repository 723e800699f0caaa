#include "sweep/study/make_workload.h"

#include "engine/workload/generator.h"

namespace servesweep::sweep {

engine::Workload make_workload(const WorkloadFile& file, std::uint64_t seed) {
  if (!file.trace) return engine::generate(file.spec, seed);
  io::TraceOptions options;
  options.seed = seed;
  options.rate_scale = file.rate_scale;
  options.requests = file.spec.requests;
  options.horizon_us = file.spec.horizon_us;
  options.classes = {.classes = file.spec.classes,
                     .weights = file.class_weights,
                     .per_session = file.class_per_session};
  return file.trace->requests(options);
}

}  // namespace servesweep::sweep
