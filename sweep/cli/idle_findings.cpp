#include "sweep/cli/idle_findings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "sweep/cli/duration_words.h"
#include "sweep/run/rank_log.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostPlaces = 3;

std::vector<std::size_t> idle_ranks(const LiveStanding& live, IdleReason reason) {
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    const LiveRank& rank = live.ranks[i];
    if (rank.idle_threads > 0 && rank.idle_reason == reason) ranks.push_back(i);
  }
  return ranks;
}

std::size_t under_way(const LiveStanding& live) {
  std::size_t runs = 0;
  for (const LiveRank& rank : live.ranks) runs += rank.under_way;
  return runs;
}

double longest_run_s(const LiveStanding& live) {
  double longest = 0;
  for (const LiveRank& rank : live.ranks) longest = std::max(longest, rank.longest_run_s);
  return longest;
}

StatusFinding silent_finding(const LiveStanding& live, const std::vector<std::size_t>& ranks) {
  double longest = 0;
  for (const std::size_t rank : ranks) longest = std::max(longest, live.ranks[rank].silent_s);
  const bool shared = live.ranks[ranks.front()].member > 0;  // whose logs have other numbers
  const std::string log =
      shared ? "logs" : RankLog::file_of("", static_cast<int>(ranks.front())).string();
  return {.topic = "idle",
          .what = fmt::format("{}: not heard for up to {}", rank_words(live, ranks),
                              duration_words(longest)),
          .advice = fmt::format("its main thread is busy with storing, or it hangs; see {}, and "
                                "whether the node answers",
                                log)};
}

std::string advice_on(IdleReason reason, const LiveStanding& live) {
  switch (reason) {
    case IdleReason::starting:
      return "if this lasts, see whether these nodes are up and reach rank 0";
    case IdleReason::waiting_for_chunk:
      return fmt::format(
          "rank 0 hands out work too late: its main thread spends {:.0f} % of its "
          "time on storing; give it fewer threads, or use fewer ranks",
          live.ranks.empty() ? 0 : 100 * live.ranks.front().storing_share);
    case IdleReason::waiting_for_runs:
      return fmt::format(
          "{} runs are under way, and the longest so far took {}; 'search: {{ahead: "
          "1}}' or 'asynchronous' lets the others work meanwhile",
          under_way(live), duration_words(longest_run_s(live)));
    case IdleReason::waiting_for_decision:
      return "the search itself is the bottleneck: more ranks and threads would not help; "
             "'search: {ahead: 1}', more points per decision (generation) or another method would";
    case IdleReason::waiting_for_lease:
      return fmt::format(
          "{} runs are under way, and the longest so far took {}: the end is near, more members "
          "would not help, and these leave when they have seen the others alive",
          under_way(live), duration_words(longest_run_s(live)));
    case IdleReason::tail:
      return fmt::format(
          "{} runs are under way, and the longest so far took {}: the end is near, "
          "and more ranks would not help",
          under_way(live), duration_words(longest_run_s(live)));
    case IdleReason::draining:
      return "it was asked to stop: the same command continues";
    case IdleReason::silent:
      break;
  }
  return "";
}

}  // namespace

std::string rank_words(const LiveStanding& live, const std::vector<std::size_t>& ranks) {
  std::set<std::string> hosts;
  for (const std::size_t rank : ranks) hosts.insert(live.ranks[rank].host);
  hosts.erase("");
  const std::string on = hosts.empty() || hosts.size() > kMostPlaces
                             ? ""
                             : fmt::format(" on {}", fmt::join(hosts, ", "));
  const auto name = [&](std::size_t rank) {
    const LiveRank& its = live.ranks[rank];
    return its.member == 0 ? std::to_string(rank)
                           : fmt::format("{} of member {}", its.rank_of_member, its.member);
  };
  if (ranks.size() == 1) return fmt::format("rank {}{}", name(ranks.front()), on);
  if (ranks.size() <= kMostPlaces) {
    std::vector<std::string> names;
    for (const std::size_t rank : ranks) names.push_back(name(rank));
    return fmt::format("ranks {}{}", fmt::join(names, ", "), on);
  }
  return fmt::format("{} of {} ranks{}, such as {}", ranks.size(), live.ranks.size(), on,
                     name(ranks.front()));
}

std::vector<StatusFinding> idle_findings(const LiveStanding& live) {
  std::vector<StatusFinding> findings;
  const std::vector<std::size_t> silent = idle_ranks(live, IdleReason::silent);
  if (!silent.empty()) findings.push_back(silent_finding(live, silent));
  if (live.recent_use.total_s <= 0) return findings;
  for (std::size_t i = 0; i < kIdleReasons; ++i) {
    const auto reason = static_cast<IdleReason>(i);
    const double share = live.recent_use.idle_s[i] / live.recent_use.total_s;
    if (share < kWorthASentence || reason == IdleReason::silent) continue;
    const std::vector<std::size_t> now = idle_ranks(live, reason);
    findings.push_back(
        {.topic = "idle",
         .what = fmt::format("{:.0f} % of the thread time of the last {} was idle: {}{}",
                             100 * share, duration_words(live.recent_s), words_of(reason),
                             now.empty() ? "" : fmt::format("; now {}", rank_words(live, now))),
         .advice = advice_on(reason, live)});
  }
  return findings;
}

}  // namespace servesweep::sweep
