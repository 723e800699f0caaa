#include "sweep/cli/request_table.h"

#include <fmt/format.h>

#include "engine/metrics/breakdown_parts.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

io::TableCell name_or_nothing(const std::vector<std::string>& names, std::int32_t id) {
  if (id < 0 || static_cast<std::size_t>(id) >= names.size()) return std::monostate();
  return names[static_cast<std::size_t>(id)];
}

/// −1 stands for "never".
io::TableCell unless_never(std::int64_t value) {
  if (value < 0) return std::monostate();
  return value;
}

io::TableCell number(std::int64_t value) {
  return value;
}

/// Results of format 1.0 do not say where the time of a completed request went.
bool was_taken_apart(const engine::RequestRecord& r) {
  return r.status != engine::RequestStatus::completed || r.breakdown != engine::LatencyBreakdown{};
}

}  // namespace

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

const std::vector<std::string>& request_column_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = {"request",
                                    "status",
                                    "instance",
                                    "slo_class",
                                    "tenant",
                                    "input_tokens",
                                    "output_tokens",
                                    "arrival_us",
                                    "routed_us",
                                    "enqueued_us",
                                    "first_scheduled_us",
                                    "last_scheduled_us",
                                    "ttft_us",
                                    "e2e_us",
                                    "itl_sum_us",
                                    "itl_count",
                                    "preemptions",
                                    "cached_first_tokens",
                                    "cached_last_tokens",
                                    "finish_step_us",
                                    "finish_step_length_us"};
    for (const engine::BreakdownPart& part : engine::kBreakdown) {
      all.push_back(fmt::format("time_{}_us", part.name));
    }
    return all;
  }();
  return names;
}

std::vector<io::TableCell> request_cells(const engine::RequestRecord& r,
                                         const RequestNames& names) {
  std::vector<io::TableCell> cells = {number(r.request.value()),
                                      std::string(engine::name_of(r.status)),
                                      unless_never(r.instance.value()),
                                      name_or_nothing(names.classes, r.slo_class.value()),
                                      name_or_nothing(names.tenants, r.tenant.value()),
                                      number(r.input_tokens),
                                      number(r.output_tokens),
                                      number(r.arrival_us),
                                      unless_never(r.routed_us),
                                      unless_never(r.enqueued_us),
                                      unless_never(r.first_scheduled_us),
                                      unless_never(r.last_scheduled_us),
                                      unless_never(r.ttft_us),
                                      unless_never(r.e2e_us),
                                      number(r.itl_sum_us),
                                      number(r.itl_count),
                                      number(r.preemptions),
                                      unless_never(r.cached_tokens_first),
                                      unless_never(r.cached_tokens_last),
                                      unless_never(r.finish_step_us),
                                      unless_never(r.finish_step_length_us)};
  for (const engine::BreakdownPart& part : engine::kBreakdown) {
    cells.push_back(was_taken_apart(r) ? number(r.breakdown.*part.time_us) : io::TableCell());
  }
  return cells;
}

}  // namespace servesweep::sweep
