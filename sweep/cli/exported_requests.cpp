#include "sweep/cli/exported_requests.h"

#include "engine/base/problem.h"
#include "sweep/cli/request_table.h"
#include "sweep/cli/run_cells.h"
#include "sweep/cli/stored_requests.h"

namespace servesweep::sweep {
namespace {

void check_tables_were_kept(const Results& results) {
  if (results.study.keep_requests().which != KeepRequests::Which::none) return;
  throw engine::Problem(results.folder.path().string(), "holds no request tables",
                        "its study says keep_requests: none",
                        "export runs, or run the study with keep_requests: all into another "
                        "folder");
}

}  // namespace

std::vector<ExportColumn> exported_request_columns(const Results& results) {
  std::vector<ExportColumn> columns = described(RunCells(results.study, results.plan).columns());
  for (const ExportColumn& column : request_columns()) columns.push_back(column);
  return columns;
}

void export_requests(const Results& results, const ExportFilter& filter, StreamedRows& writer) {
  check_tables_were_kept(results);
  const RunCells identity(results.study, results.plan);
  std::vector<RequestNames> names;
  for (const WorkloadFile& workload : results.study.workloads()) {
    names.push_back(RequestNames::of(workload));
  }
  StoredRequests requests(results.folder);
  for (std::size_t i = 0; i < results.plan.runs().size(); ++i) {
    const PlannedRun& run = results.plan.runs()[i];
    if (!filter.takes(results.study, results.plan, run)) continue;
    const std::vector<io::TableCell> prefix = identity.cells(RunId(static_cast<std::int32_t>(i)));
    // The first part of a workload has its names.
    const RequestNames& own = names[run.workload % names.size()];
    for (const engine::RequestRecord& record : requests.read(run.key)) {
      std::vector<io::TableCell> cells = prefix;
      for (io::TableCell& cell : request_cells(record, own)) cells.push_back(std::move(cell));
      writer.write(cells);
    }
  }
}

}  // namespace servesweep::sweep
