#include "sweep/cli/status_ranks.h"

namespace servesweep::sweep {
namespace {

io::TableColumn figure(const std::string& header, const std::string& key, const std::string& unit,
                       int digits = 0) {
  return {.header = header,
          .unit = unit,
          .alignment = io::Alignment::right,
          .significant_digits = digits,
          .key = key};
}

std::int64_t whole(std::size_t number) {
  return static_cast<std::int64_t>(number);
}

}  // namespace

io::Table status_ranks(const LiveStanding& live) {
  io::Table table({figure("rank", "rank", ""),
                   {.header = "host", .key = "host"},
                   figure("threads", "threads", ""),
                   figure("idle", "idle_threads", ""),
                   {.header = "why", .key = "idle_reason"},
                   figure("under way", "under_way", ""),
                   figure("done", "finished", ""),
                   figure("failed", "failed", ""),
                   figure("mean run", "mean_run_s", "s", 3),
                   figure("longest", "longest_run_s", "s", 3),
                   figure("uncommitted", "uncommitted", ""),
                   figure("for", "since_commit_s", "s", 3),
                   figure("storing", "storing_percent", "%", 3),
                   figure("processors", "processors_used", "", 3),
                   figure("memory", "peak_memory_mb", "MB", 4),
                   figure("heard", "silent_s", "s ago", 2)});
  constexpr double kPercent = 100, kMegabyte = 1e6;
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    const LiveRank& rank = live.ranks[i];
    const std::string why = rank.idle_threads > 0 ? words_of(rank.idle_reason) : "";
    table.add_row({whole(i), rank.host, std::int64_t{rank.threads}, std::int64_t{rank.idle_threads},
                   why, whole(rank.under_way), whole(rank.finished + rank.unreported),
                   whole(rank.failed), rank.mean_run_s, rank.longest_run_s,
                   whole(rank.uncommitted + rank.unreported), rank.since_commit_s,
                   kPercent * rank.storing_share, rank.processors_used,
                   static_cast<double>(rank.peak_memory_bytes) / kMegabyte, rank.silent_s});
  }
  return table;
}

}  // namespace servesweep::sweep
