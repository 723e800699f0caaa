#include "sweep/cli/exported_decisions.h"

#include <optional>

#include "engine/base/problem.h"
#include "sweep/cli/run_cells.h"
#include "sweep/cli/seeds_history.h"
#include "sweep/run/planned_study.h"

namespace servesweep::sweep {
namespace {

void check_it_decides(const Results& results) {
  if (learns(results.study.search().method) || results.study.seeds_by_need()) return;
  throw engine::Problem(results.folder.path().string(), "has no decisions",
                        "all its runs were planned beforehand", "export runs or points");
}

/// Cells of what stands behind the decision's number; strategy and point come from `identity`.
struct DecisionWriter {
  const Results& results;
  const ExportFilter& filter;
  StreamedRows& writer;
  RunCells identity;

  [[nodiscard]] bool takes(std::size_t strategy, std::optional<PointId> point) const {
    if (point) return filter.takes_point(results.study, results.plan, *point);
    return filter.takes_strategy(results.study.strategies()[strategy].name());
  }

  void write(const char* kind, const io::SearchRow& row, std::size_t strategy,
             const io::TableCell& workload) {
    std::optional<PointId> point;
    if (row.point >= 0) point = PointId(static_cast<std::int32_t>(row.point));
    if (!takes(strategy, point)) return;
    std::vector<io::TableCell> cells = {std::string(kind), row.decision};
    if (point) {
      for (io::TableCell& cell : identity.point_cells(*point)) cells.push_back(std::move(cell));
    } else {
      cells.emplace_back(results.study.strategies()[strategy].name());
      cells.resize(cells.size() + identity.point_columns().size() - 1);
    }
    cells.push_back(workload);
    cells.emplace_back(row.first_seed);
    cells.emplace_back(row.seeds);
    cells.emplace_back();
    if (row.told_in >= 0) cells.back() = row.told_in;
    cells.emplace_back(row.shortened != 0);
    writer.write(cells);
  }
};

}  // namespace

std::vector<ExportColumn> exported_decision_columns(const Results& results) {
  std::vector<ExportColumn> columns = {
      {"kind", "", "search: a trial; seeds: further seeds for a point that is not known well"},
      {"decision", "", "number of the decision among those of its kind, from 0"}};
  for (ExportColumn& column : described(RunCells(results.study, results.plan).point_columns())) {
    columns.push_back(std::move(column));
  }
  columns.push_back({"workload", "", "name of the workload; empty: every workload"});
  columns.push_back({"first_seed", "", "index of its first seed in the study's list"});
  columns.push_back({"seeds", "", "number of its seeds"});
  columns.push_back({"told_in", "", "decision that learned its outcome; empty if none has yet"});
  columns.push_back({"shortened", "", "true: on the first part of the workloads only"});
  return columns;
}

void export_decisions(const Results& results, const ExportFilter& filter, StreamedRows& writer) {
  check_it_decides(results);
  PlannedStudy planned(results.study);
  std::vector<std::size_t> strategies;  // by trial
  for (const Decision& decision : results.decisions) {
    (void)planned.add(decision);
    for (const StudyTrial& trial : decision.trials) strategies.push_back(trial.strategy);
  }
  DecisionWriter out{results, filter, writer, RunCells(results.study, results.plan)};
  const std::vector<io::SearchRow> trials = search_rows(planned);
  for (std::size_t i = 0; i < trials.size(); ++i) {
    out.write("search", trials[i], strategies[i], {});
  }
  const std::vector<SeedDecision> rounds = seed_decisions_of(results.folder);
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    for (const SeedBatch& batch : rounds[i].batches) {
      const io::SearchRow row{.decision = static_cast<std::int64_t>(i),
                              .point = batch.point.value(),
                              .first_seed = static_cast<std::int64_t>(batch.first_seed),
                              .seeds = static_cast<std::int64_t>(batch.seeds)};
      out.write("seeds", row, 0, results.study.workloads()[batch.workload].name);
    }
  }
}

}  // namespace servesweep::sweep
