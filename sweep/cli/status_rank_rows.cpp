#include "sweep/cli/status_rank_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {
namespace {

using NamedCell = std::pair<const char*, io::TableCell>;

std::vector<NamedCell> cells_of(const LiveRank& rank) {
  io::TableCell why;
  if (rank.idle_threads > 0) why = std::string(name_of(rank.idle_reason));
  return {{"host", rank.host},
          {"threads", std::int64_t{rank.threads}},
          {"idle_threads", std::int64_t{rank.idle_threads}},
          {"idle_reason", why},
          {"under_way", count_cell(rank.under_way)},
          {"unreported", count_cell(rank.unreported)},
          {"finished", count_cell(rank.finished)},
          {"failed", count_cell(rank.failed)},
          {"uncommitted", count_cell(rank.uncommitted)},
          {"since_commit_s", rank.since_commit_s},
          {"mean_run_s", rank.mean_run_s},
          {"longest_run_s", rank.longest_run_s},
          {"storing_share", rank.storing_share},
          {"processors_used", rank.processors_used},
          {"processors", std::int64_t{rank.processors}},
          {"machine_processors", std::int64_t{rank.machine_processors}},
          {"peak_memory_bytes", static_cast<std::int64_t>(rank.peak_memory_bytes)},
          {"silent_s", rank.silent_s}};
}

}  // namespace

io::Table status_rank_rows(const LiveStanding& live) {
  const bool shared =
      std::ranges::any_of(live.ranks, [](const LiveRank& rank) { return rank.member > 0; });
  std::vector<io::TableColumn> columns;
  if (shared) columns.push_back({.header = "member"});
  columns.push_back({.header = "rank"});
  for (const auto& [name, cell] : cells_of({})) columns.push_back({.header = name});
  io::Table table(columns);
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    const LiveRank& rank = live.ranks[i];
    std::vector<io::TableCell> row;
    if (shared) row.emplace_back(std::int64_t{rank.member});
    row.emplace_back(shared ? std::int64_t{rank.rank_of_member} : std::int64_t(i));
    for (auto& [name, cell] : cells_of(rank)) row.push_back(std::move(cell));
    table.add_row(std::move(row));
  }
  return table;
}

}  // namespace servesweep::sweep
