#include "sweep/cli/status_ranks.h"

#include <algorithm>
#include <vector>

#include "sweep/cli/cell_value.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

io::TableColumn rank_column(const std::string& header, const std::string& key,
                            const std::string& unit, int digits = 0) {
  return {.header = header,
          .unit = unit,
          .alignment = io::Alignment::right,
          .significant_digits = digits,
          .key = key};
}

std::vector<io::TableColumn> rank_columns(bool shared) {
  std::vector<io::TableColumn> columns;
  if (shared) columns.push_back(rank_column("member", "member", ""));
  const std::vector<io::TableColumn> of_ranks = {
      rank_column("rank", "rank", ""),
      {.header = "host", .key = "host"},
      rank_column("threads", "threads", ""),
      rank_column("idle", "idle_threads", ""),
      {.header = "why", .key = "idle_reason"},
      rank_column("under way", "under_way", ""),
      rank_column("done", "finished", ""),
      rank_column("failed", "failed", ""),
      rank_column("mean run", "mean_run_s", "s", 3),
      rank_column("longest", "longest_run_s", "s", 3),
      rank_column("uncommitted", "uncommitted", ""),
      rank_column("for", "since_commit_s", "s", 3),
      rank_column("storing", "storing_percent", "%", 3),
      rank_column("processors", "processors_used", "", 3),
      rank_column("memory", "peak_memory_mb", "MB", 4),
      rank_column("heard", "silent_s", "s ago", 2)};
  columns.insert(columns.end(), of_ranks.begin(), of_ranks.end());
  return columns;
}

void add_cells(const LiveRank& rank, std::vector<io::TableCell>& row) {
  constexpr double kMegabyte = 1e6;
  const std::string why = rank.idle_threads > 0 ? words_of(rank.idle_reason) : "";
  const std::vector<io::TableCell> cells = {rank.host,
                                            std::int64_t{rank.threads},
                                            std::int64_t{rank.idle_threads},
                                            why,
                                            count_cell(rank.under_way),
                                            count_cell(rank.finished + rank.unreported),
                                            count_cell(rank.failed),
                                            rank.mean_run_s,
                                            rank.longest_run_s,
                                            count_cell(rank.uncommitted + rank.unreported),
                                            rank.since_commit_s,
                                            kPercent * rank.storing_share,
                                            rank.processors_used,
                                            static_cast<double>(rank.peak_memory_bytes) / kMegabyte,
                                            rank.silent_s};
  row.insert(row.end(), cells.begin(), cells.end());
}

}  // namespace

io::Table status_ranks(const LiveStanding& live) {
  const bool shared =
      std::ranges::any_of(live.ranks, [](const LiveRank& rank) { return rank.member > 0; });
  io::Table table(rank_columns(shared));
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    std::vector<io::TableCell> row;
    if (shared) row.emplace_back(std::int64_t{live.ranks[i].member});
    row.emplace_back(shared ? std::int64_t{live.ranks[i].rank_of_member} : count_cell(i));
    add_cells(live.ranks[i], row);
    table.add_row(std::move(row));
  }
  return table;
}

}  // namespace servesweep::sweep
