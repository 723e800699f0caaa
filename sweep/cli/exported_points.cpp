#include "sweep/cli/exported_points.h"

#include <map>
#include <utility>

#include "sweep/cli/run_cells.h"

namespace servesweep::sweep {
namespace {

/// What is added up of a point on a workload.
struct PointSums {
  std::int64_t planned = 0, done = 0, failed = 0;
  std::vector<double> sums{};  ///< by metric
};
using Place = std::pair<std::int32_t, std::size_t>;  ///< point, workload

void count_run(PointSums& sums, io::RunStatus status) {
  ++sums.planned;
  if (status == io::RunStatus::done) ++sums.done;
  if (status == io::RunStatus::failed) ++sums.failed;
}

/// Of the runs on whole workloads; the short heats of a race are no results.
std::map<Place, PointSums> collect(Results& results, const ExportFilter& filter) {
  const std::vector<PlannedRun>& runs = results.plan.runs();
  const std::size_t metrics = results.index.metrics.size();
  constexpr std::size_t kBlockRows = 1 << 16;
  std::map<Place, PointSums> places;
  for (std::size_t begin = 0; begin < runs.size(); begin += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, runs.size() - begin);
    const std::vector<std::vector<double>> block = results.rows(begin, rows);
    for (std::size_t i = 0; i < rows; ++i) {
      const PlannedRun& run = runs[begin + i];
      if (results.plan.is_shortened(run)) continue;
      if (!filter.takes(results.study, results.plan, run)) continue;
      PointSums& sums = places[{run.point.value(), run.workload}];
      sums.sums.resize(metrics);
      const io::RunStatus status = results.index.plan[begin + i].status;
      count_run(sums, status);
      if (status != io::RunStatus::done) continue;
      for (std::size_t m = 0; m < metrics; ++m) sums.sums[m] += block[m][i];
    }
  }
  return places;
}

}  // namespace

std::vector<ExportColumn> exported_point_columns(const Results& results) {
  std::vector<ExportColumn> columns =
      described(RunCells(results.study, results.plan).point_columns());
  columns.push_back({"workload", "", "name of the workload"});
  columns.push_back({"planned_runs", "", "its planned runs on the workload: one per seed"});
  columns.push_back({"done_runs", "", "those that are done, over which the means are"});
  columns.push_back({"failed_runs", "", "those that failed"});
  for (const io::MetricColumn& metric : results.index.metrics) {
    columns.push_back({metric.name, metric.unit, "mean over runs: " + metric.description});
  }
  return columns;
}

void export_points(Results& results, const ExportFilter& filter, StreamedRows& writer) {
  const RunCells identity(results.study, results.plan);
  for (const auto& [place, sums] : collect(results, filter)) {
    std::vector<io::TableCell> cells = identity.point_cells(PointId(place.first));
    cells.emplace_back(results.study.workloads()[place.second].name);
    cells.emplace_back(sums.planned);
    cells.emplace_back(sums.done);
    cells.emplace_back(sums.failed);
    for (const double sum : sums.sums) cells.emplace_back(sum / static_cast<double>(sums.done));
    writer.write(cells);
  }
}

}  // namespace servesweep::sweep
