#include "sweep/cli/seeds_history.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/journal/journal.h"
#include "sweep/ranking/seed_precision.h"
#include "sweep/run/run_journal.h"

namespace servesweep::sweep {

io::Table seeds_history_table(const std::vector<SeedDecision>& decisions) {
  const auto figure = [](const std::string& name) {
    io::TableColumn column{.header = name, .alignment = io::Alignment::right, .key = name};
    std::ranges::replace(column.header, '_', ' ');
    return column;
  };
  io::Table table({figure("round"), figure("comparisons"), figure("runs"), figure("baseline_runs"),
                   figure("most_seeds")});
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    std::int64_t comparisons = 0, runs = 0, baseline_runs = 0;
    std::size_t most_seeds = 0;
    for (const SeedBatch& batch : decisions[i].batches) {
      const bool is_baseline = batch.point.index() == 0;
      comparisons += is_baseline ? 0 : 1;
      (is_baseline ? baseline_runs : runs) += static_cast<std::int64_t>(batch.seeds);
      most_seeds = std::max(most_seeds, batch.first_seed + batch.seeds);
    }
    table.add_row({static_cast<std::int64_t>(i + 1), comparisons, runs, baseline_runs,
                   static_cast<std::int64_t>(most_seeds)});
  }
  return table;
}

std::vector<SeedDecision> seed_decisions_of(const io::ResultFolder& folder) {
  return seed_decisions_in(io::read_journal(folder.journal_file()).records);
}

std::string seeds_standing_of(Results& results) {
  for (const std::size_t metric : precision_metrics(results.study)) results.load(metric);
  const std::size_t rounds = seed_decisions_of(results.folder).size();
  const std::vector<PointPrecision> judged = SeedPrecision(results.study, results.index).judged();
  return fmt::format("{} round{} of further seeds: {}", rounds, rounds == 1 ? "" : "s",
                     standing_text(judged, results.study.seeds_by_need()->width));
}

std::string seeds_standing_of(const std::filesystem::path& folder) {
  Results results = Results::open(folder);
  return seeds_standing_of(results);
}

}  // namespace servesweep::sweep
