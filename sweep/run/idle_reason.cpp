#include "sweep/run/idle_reason.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

constexpr std::array<const char*, kIdleReasons> kIdleReasonNames{
    "starting",          "silent",
    "draining",          "waiting_for_chunk",
    "waiting_for_runs",  "waiting_for_decision",
    "waiting_for_lease", "tail"};

constexpr std::array<const char*, kIdleReasons> kIdleReasonWords{
    "starting",
    "not heard for long",
    "draining",
    "waiting for a chunk",
    "waiting for the last runs of a decision",
    "waiting for the search to decide",
    "other members hold all that is left",
    "nothing left to hand out"};

IdleReason reason_at(const DistributionStanding& standing, const RankStanding& rank, bool shares) {
  if (!rank.ready) return IdleReason::starting;
  if (rank.silent_s > silence_s(standing.ranks.size())) return IdleReason::silent;
  if (standing.stopping) return IdleReason::draining;
  if (standing.queued > 0) return IdleReason::waiting_for_chunk;
  if (!standing.open) return IdleReason::tail;
  if (shares) return IdleReason::waiting_for_lease;
  const bool any = std::ranges::any_of(standing.ranks,
                                       [](const RankStanding& one) { return one.outstanding > 0; });
  return any ? IdleReason::waiting_for_runs : IdleReason::waiting_for_decision;
}

}  // namespace

const char* name_of(IdleReason reason) {
  return kIdleReasonNames[static_cast<std::size_t>(reason)];
}

const char* words_of(IdleReason reason) {
  return kIdleReasonWords[static_cast<std::size_t>(reason)];
}

ThreadUse thread_use(const DistributionStanding& standing, std::size_t rank, bool shares) {
  const RankStanding& its = standing.ranks[rank];
  const std::size_t open = its.outstanding - std::min(its.outstanding, its.pulse.unreported_tasks);
  const auto threads = static_cast<std::size_t>(its.threads);
  return {.threads = its.threads,
          .idle = static_cast<int>(threads - std::min(threads, open)),
          .reason = reason_at(standing, its, shares)};
}

double silence_s(std::size_t ranks) {
  const auto period = std::chrono::duration<double>(pulse_period(static_cast<int>(ranks)));
  return std::max(15.0, 5 * period.count());
}

}  // namespace servesweep::sweep
