#include "sweep/cli/request_table.h"

#include <fmt/format.h>

#include "engine/metrics/breakdown_parts.h"
#include "io/hdf5/breakdown_columns.h"

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

io::TableCell number_cell(std::int64_t value) {
  return value;
}

/// Results of format 1.0 do not say where the time of a completed request went.
bool was_taken_apart(const engine::RequestRecord& r) {
  return r.status != engine::RequestStatus::completed || r.breakdown != engine::LatencyBreakdown{};
}

}  // namespace

const std::vector<ExportColumn>& request_columns() {
  static const std::vector<ExportColumn> columns = [] {
    std::vector<ExportColumn> all = {
        {"request", "", "position in the workload"},
        {"status", "", "completed, waiting, running, rejected, dropped or unrouted"},
        {"instance", "", "serving instance"},
        {"slo_class", "", "name of its SLO class"},
        {"tenant", "", "name of its tenant"},
        {"input_tokens", "tokens", "prompt length"},
        {"output_tokens", "tokens", "true output length"},
        {"arrival_us", "us", "arrival time"},
        {"routed_us", "us", "time of routing"},
        {"enqueued_us", "us", "when it entered the waiting queue"},
        {"first_scheduled_us", "us", "time of the first admission"},
        {"last_scheduled_us", "us", "time of the last admission"},
        {"ttft_us", "us", "time to first token, from arrival"},
        {"e2e_us", "us", "time to last token, from arrival"},
        {"itl_sum_us", "us", "sum of inter-token latencies"},
        {"itl_count", "", "number of inter-token latencies"},
        {"preemptions", "", "how often it was preempted"},
        {"cached_first_tokens", "tokens", "prompt tokens cached at the first admission"},
        {"cached_last_tokens", "tokens", "prompt tokens cached at the last admission"},
        {"finish_step_us", "us", "start of the step in which it finished"},
        {"finish_step_length_us", "us", "length of that step"}};
    for (std::size_t i = 0; i < engine::kBreakdown.size(); ++i) {
      all.push_back({fmt::format("time_{}_us", engine::kBreakdown[i].name), "us",
                     fmt::format("part of its latency: {}", io::breakdown_info()[i].description)});
    }
    return all;
  }();
  return columns;
}

const std::vector<std::string>& request_column_names() {
  static const std::vector<std::string> names = names_of(request_columns());
  return names;
}

std::vector<io::TableCell> request_cells(const engine::RequestRecord& r,
                                         const RequestNames& names) {
  std::vector<io::TableCell> cells = {number_cell(r.request.value()),
                                      std::string(engine::name_of(r.status)),
                                      unless_never(r.instance.value()),
                                      name_or_nothing(names.classes, r.slo_class.value()),
                                      name_or_nothing(names.tenants, r.tenant.value()),
                                      number_cell(r.input_tokens),
                                      number_cell(r.output_tokens),
                                      unless_never(r.arrival_us),
                                      unless_never(r.routed_us),
                                      unless_never(r.enqueued_us),
                                      unless_never(r.first_scheduled_us),
                                      unless_never(r.last_scheduled_us),
                                      unless_never(r.ttft_us),
                                      unless_never(r.e2e_us),
                                      number_cell(r.itl_sum_us),
                                      number_cell(r.itl_count),
                                      number_cell(r.preemptions),
                                      unless_never(r.cached_tokens_first),
                                      unless_never(r.cached_tokens_last),
                                      unless_never(r.finish_step_us),
                                      unless_never(r.finish_step_length_us)};
  for (const engine::BreakdownPart& part : engine::kBreakdown) {
    cells.push_back(was_taken_apart(r) ? number_cell(r.breakdown.*part.time_us) : io::TableCell());
  }
  return cells;
}

}  // namespace servesweep::sweep
