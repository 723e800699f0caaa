#include "io/trace/workload_builder.h"

#include <utility>

namespace servesweep::io {

using engine::Segment;

WorkloadBuilder::WorkloadBuilder(std::uint64_t seed, std::vector<engine::SloClass> classes)
    : declared_(!classes.empty()) {
  workload_.seed = seed;
  for (const engine::SloClass& one : classes) class_names_.number(one.name);
  workload_.classes = std::move(classes);
}

engine::SloClassId WorkloadBuilder::slo_class(const std::string& name) {
  const std::int32_t number = class_names_.number(name);
  if (std::cmp_less(number, workload_.classes.size())) return engine::SloClassId(number);
  if (declared_) return {};
  engine::SloClass fresh;
  fresh.tier = engine::tier_of_class_name(name);
  fresh.name = name;
  workload_.classes.push_back(std::move(fresh));
  return engine::SloClassId(number);
}

engine::TenantId WorkloadBuilder::tenant(const std::string& name) {
  const std::int32_t number = tenants_.number(name);
  if (std::cmp_equal(number, workload_.tenants.size())) workload_.tenants.push_back(name);
  return engine::TenantId(number);
}

void WorkloadBuilder::add(engine::Request request) {
  request.tier = workload_.classes[request.slo_class.index()].tier;
  workload_.closed_loop = workload_.closed_loop || request.follows.valid();
  workload_.requests.push_back(request);
  content_ends_.push_back(workload_.segments.size());
}

engine::Workload WorkloadBuilder::finish(std::int32_t chains) {
  workload_.chains = chains;
  const std::span<const Segment> all(workload_.segments);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < workload_.requests.size(); ++i) {
    workload_.requests[i].content = all.subspan(begin, content_ends_[i] - begin);
    begin = content_ends_[i];
  }
  return std::move(workload_);
}

}  // namespace servesweep::io
