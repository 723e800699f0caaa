#include "sweep/run/live_standing.h"

#include <algorithm>
#include <array>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

constexpr std::array<const char*, 11> kPhases{
    "planning",  "repeating decisions", "running",  "searching", "seeding",
    "finalists", "committing",          "indexing", "done",      "drained",
    "failed"};

}  // namespace

std::string name_of(LivePhase phase) {
  return kPhases[static_cast<std::size_t>(phase)];
}

LivePhase live_phase_of(const std::string& name) {
  const auto found = std::ranges::find(kPhases, name);
  if (found == kPhases.end()) {
    throw engine::Problem("phase", "unknown phase '" + name + "'", "", "use a newer servesweep");
  }
  return static_cast<LivePhase>(found - kPhases.begin());
}

LiveLoss loss_of(const LiveStanding& standing) {
  LiveLoss loss;
  if (has_ended(standing.phase)) return loss;
  for (const LiveRank& rank : standing.ranks) {
    const std::size_t finished = rank.uncommitted + rank.unreported;
    loss.finished_runs += finished;
    loss.under_way += std::min(rank.under_way, static_cast<std::size_t>(rank.threads));
    loss.computing_s += static_cast<double>(finished) * rank.mean_run_s;
    if (finished > 0) loss.since_commit_s = std::max(loss.since_commit_s, rank.since_commit_s);
  }
  return loss;
}

}  // namespace servesweep::sweep
