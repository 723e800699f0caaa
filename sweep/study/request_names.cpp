#include "sweep/study/request_names.h"

#include "sweep/study/make_workload.h"

namespace servesweep::sweep {

RequestNames RequestNames::of(const WorkloadFile& workload) {
  RequestNames names;
  if (workload.trace && !workload.trace->has_tenants()) {
    names.classes = workload.classes();
    names.tenants = {"default"};
    return names;
  }
  // The generator numbers classes and tenants before it draws; one request is the least it makes.
  WorkloadFile least = workload;
  if (!workload.trace) least.spec.requests = 1;
  const engine::Workload sample = make_workload(least, 0);
  for (const engine::SloClass& slo_class : sample.classes) names.classes.push_back(slo_class.name);
  names.tenants = sample.tenants;
  return names;
}

}  // namespace servesweep::sweep
