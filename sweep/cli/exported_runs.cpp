#include "sweep/cli/exported_runs.h"

#include <algorithm>

#include "sweep/cli/run_cells.h"

namespace servesweep::sweep {
namespace {

/// As many as lie in a chunk of study.h5.
constexpr std::size_t kBlockRows = 1 << 16;

}  // namespace

const char* status_word(io::RunStatus status) {
  switch (status) {
    case io::RunStatus::done:
      return "done";
    case io::RunStatus::failed:
      return "failed";
    case io::RunStatus::missing:
      break;
  }
  return "missing";
}

std::vector<ExportColumn> exported_run_columns(const Results& results) {
  std::vector<ExportColumn> columns = described(RunCells(results.study, results.plan).columns());
  columns.push_back({"status", "", "done, failed or missing"});
  for (const io::MetricColumn& metric : results.index.metrics) {
    columns.push_back({metric.name, metric.unit, metric.description});
  }
  columns.push_back({"failure", "", "why it failed; empty if it did not"});
  return columns;
}

void export_runs(Results& results, const ExportFilter& filter, StreamedRows& writer) {
  const io::StudyIndex& index = results.index;
  const RunCells identity(results.study, results.plan);
  for (std::size_t begin = 0; begin < index.plan.size(); begin += kBlockRows) {
    const std::size_t count = std::min(kBlockRows, index.plan.size() - begin);
    const std::vector<std::vector<double>> block = results.rows(begin, count);
    for (std::size_t i = 0; i < count; ++i) {
      const RunId run(static_cast<std::int32_t>(begin + i));
      if (!filter.takes(results.study, results.plan, results.plan.runs()[run.index()])) continue;
      std::vector<io::TableCell> cells = identity.cells(run);
      cells.emplace_back(std::string(status_word(index.plan[begin + i].status)));
      for (const std::vector<double>& values : block) cells.emplace_back(values[i]);
      const auto failure = index.failures.find(begin + i);
      cells.emplace_back(failure == index.failures.end() ? std::string() : failure->second);
      writer.write(cells);
    }
  }
}

}  // namespace servesweep::sweep
