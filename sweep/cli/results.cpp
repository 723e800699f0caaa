#include "sweep/cli/results.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/run/build_index.h"
#include "sweep/run/folder_identity.h"
#include "sweep/run/run_journal.h"
#include "sweep/tuning/apply_decision.h"

namespace servesweep::sweep {
namespace {

/// Whether the index was built from exactly the shards that are there. They never change.
bool is_current(const io::StudyIndex& index, const io::ResultFolder& folder) {
  const std::vector<io::ShardName> shards = folder.shards();
  return index.study_hash == folder.marker().study_hash &&
         std::equal(shards.begin(), shards.end(), index.shards.begin(), index.shards.end(),
                    [&](const io::ShardName& name, const io::ShardRow& row) {
                      return name.text() == row.name &&
                             std::filesystem::file_size(folder.shard_file(name)) ==
                                 static_cast<std::uintmax_t>(row.size_bytes);
                    });
}

/// Columns are read by their position, so an index of a version that knew other metrics is of no
/// use.
bool has_metrics_of(const io::StudyIndex& index, const Study& study) {
  return std::ranges::equal(index.metrics, study.metrics(), {}, &io::MetricColumn::name,
                            [](const Metric& metric) { return metric.column.name; });
}

/// study.h5, if it is there, whole and current: a killed run leaves it behind its shards, and
/// behind what its search has decided.
std::optional<io::StudyIndex> current_index(const io::ResultFolder& folder, const Study& study,
                                            const Plan& plan) {
  if (!std::filesystem::exists(folder.index_file())) return std::nullopt;
  try {
    io::StudyIndex index = io::read_plan_of_index(folder.index_file());
    if (is_current(index, folder) && index.plan.size() == plan.runs().size() &&
        has_metrics_of(index, study)) {
      return index;
    }
  } catch (const engine::Problem&) {
    // The shards know everything that the index knows; `verify` tells of the damage.
  }
  return std::nullopt;
}

}  // namespace

Study study_of(const io::ResultFolder& folder) {
  return Study::from_resolved(folder.read_resolved_study());
}

Plan plan_of(const io::ResultFolder& folder, const Study& study, std::vector<Decision>* decisions) {
  Plan plan = Plan::of(study);
  if (folder_identity(study, plan) == folder.marker().study_hash) {
    const io::JournalContent journal = io::read_journal(folder.journal_file());
    for (const Decision& decision : decisions_in(journal.records, study)) {
      (void)apply_decision(study, decision, plan);
      if (decisions != nullptr) decisions->push_back(decision);
    }
    for (const SeedDecision& decision : seed_decisions_in(journal.records)) {
      (void)apply_seed_decision(study, decision, plan);
    }
    return plan;
  }
  throw engine::Problem(folder.path().string(),
                        "was written for other runs than this program plans",
                        "resolved.yaml was edited, or the version of servesweep differs",
                        "use the servesweep that wrote it, or run the study into a new folder");
}

Results Results::open(const std::filesystem::path& path) {
  io::ResultFolder folder = io::ResultFolder::open_existing(path);
  Study study = study_of(folder);
  std::vector<Decision> decisions;
  Plan plan = plan_of(folder, study, &decisions);
  if (std::optional<io::StudyIndex> index = current_index(folder, study, plan)) {
    io::IndexColumns stored(folder.index_file(), *index);
    return {.folder = std::move(folder),
            .study = std::move(study),
            .plan = std::move(plan),
            .decisions = std::move(decisions),
            .index = std::move(*index),
            .stored = std::move(stored)};
  }
  BuiltIndex built = build_index(study, plan, folder, "", 1);
  return {.folder = std::move(folder),
          .study = std::move(study),
          .plan = std::move(plan),
          .decisions = std::move(decisions),
          .index = std::move(built.index),
          .figures = std::move(built.figures)};
}

void Results::use_shards() {
  stored.reset();
  figures = build_index(study, plan, folder, "", 1).figures;
}

void Results::expect_finished_run(const char* nothing_follows) const {
  if (std::ranges::count(index.plan, io::RunStatus::done, &io::PlanRow::status) > 0) return;
  throw engine::Problem(folder.path().string(), "holds no finished run", nothing_follows,
                        "run the study first");
}

void Results::load(std::size_t metric) {
  std::vector<double>& column = index.values[metric];
  if (!column.empty()) return;
  try {
    if (stored) column = stored->read(metric, 0, index.plan.size());
  } catch (const engine::Problem&) {  // `verify` tells of the damage
    use_shards();
  }
  if (figures) figures->read(std::span(index.metrics).subspan(metric, 1), std::span(&column, 1));
}

std::vector<std::vector<double>> Results::rows(std::size_t begin, std::size_t count) {
  std::vector<std::vector<double>> columns(index.metrics.size());
  try {
    for (std::size_t m = 0; stored && m < columns.size(); ++m) {
      columns[m] = stored->read(m, begin, count);
    }
  } catch (const engine::Problem&) {
    use_shards();
  }
  if (stored) return columns;
  for (std::size_t m = 0; m < columns.size(); ++m) {
    load(m);
    const auto from = index.values[m].begin() + static_cast<std::ptrdiff_t>(begin);
    columns[m].assign(from, from + static_cast<std::ptrdiff_t>(count));
  }
  return columns;
}

}  // namespace servesweep::sweep
