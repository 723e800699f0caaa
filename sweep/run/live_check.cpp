#include "sweep/run/live_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace servesweep::sweep {
namespace {

/// Sums of two counts below it do not overflow, and are exact as a double.
constexpr std::size_t kMostCounted = std::size_t{1} << 52;

bool counts_are_possible(const LiveStanding& standing) {
  const auto possible = [](std::size_t count) { return count < kMostCounted; };
  bool all = possible(standing.planned) && possible(standing.found) && possible(standing.done) &&
             possible(standing.failed) && possible(standing.finals) &&
             possible(standing.committed_runs) && possible(standing.shards);
  for (const LiveRank& rank : standing.ranks) {
    all = all && possible(rank.uncommitted) && possible(rank.unreported) &&
          possible(rank.finished) && possible(rank.under_way);
  }
  return all;
}

bool ranks_are_possible(const LiveStanding& standing) {
  constexpr int kMostThreads = 1 << 20;
  return !standing.ranks.empty() && std::ranges::all_of(standing.ranks, [](const LiveRank& rank) {
    return rank.threads >= 1 && rank.threads <= kMostThreads && rank.idle_threads <= rank.threads;
  });
}

/// Rates are of runs that have finished in this attempt. Those of an ended one were counted anew.
bool rates_are_possible(const LiveStanding& standing) {
  if (has_ended(standing.phase)) return true;
  constexpr double kRounding = 1.05, kFew = 5;
  const auto finished = static_cast<double>(standing.done + standing.failed + standing.finals);
  const double most = kRounding * finished + kFew;
  double in_windows = 0;
  for (const std::size_t runs : standing.windows) in_windows += static_cast<double>(runs);
  return standing.recent_per_s * standing.recent_s <= most &&
         standing.overall_per_s * standing.overall_s <= most && in_windows <= most;
}

}  // namespace

std::string impossible_standing(const LiveStanding& standing) {
  if (!counts_are_possible(standing)) return "it counts more runs than a study has";
  if (!ranks_are_possible(standing)) return "its ranks have no threads, or too many";
  if (standing.windows.size() > LiveMeter::kWindows) return "it knows more than two minutes";
  if (!rates_are_possible(standing)) return "its rates are not those of its finished runs";
  return "";
}

}  // namespace servesweep::sweep
