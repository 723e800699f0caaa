#pragma once

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// A study that runs on two ranks, with no field as it is by default.
inline LiveStanding sample_standing() {
  using std::chrono::milliseconds;
  LiveStanding standing;
  standing.process = {.host = "n2", .machine = "boot pid:[1]", .pid = 77, .start_ticks = 123};
  standing.version = "0.1.0";
  standing.study = "example";
  standing.command = "servesweep run \"a b.yaml\"";
  standing.slurm_job = "4711_3";
  standing.started = LiveStanding::Time{milliseconds(1'000'000'000'000)};
  standing.updated = standing.started + milliseconds(60'250);
  standing.known = standing.started + milliseconds(60'000);
  standing.phase = LivePhase::searching;
  standing.phase_detail = "7 of 25";
  standing.planned = 1000;
  standing.planned_is_most = true;
  standing.found = 100;
  standing.done = 400;
  standing.failed = 3;
  standing.finals = 2;
  standing.queued = 11;
  standing.failures.add({.kind = FailureKind::time,
                         .count = 2,
                         .first_run = 5,
                         .first_reason = "not done after 600 s"});
  standing.failures.add(
      {.kind = FailureKind::error, .count = 1, .first_run = 7, .first_reason = "bad"});
  standing.recent_per_s = 5.5;
  standing.recent_s = 30;
  standing.overall_per_s = 5.05;
  standing.overall_s = 60;
  standing.windows = {50, 51, 49, 55, 55, 55};
  standing.recent_use = {.total_s = 120, .idle_s = {1, 2, 3, 4, 5, 6, 8, 7}};
  standing.shards = 4;
  standing.bytes = 4'000'000;
  standing.committed_runs = 200;
  standing.committed_bytes = 2'000'000;
  standing.search = "best 0.8";
  standing.seeds = "1 round";
  standing.error = "none yet";
  standing.ranks.resize(2);
  standing.ranks[0] = {.host = "n2",
                       .threads = 2,
                       .idle_threads = 1,
                       .idle_reason = IdleReason::waiting_for_runs,
                       .under_way = 1,
                       .unreported = 4,
                       .finished = 160,
                       .failed = 1,
                       .uncommitted = 60,
                       .since_commit_s = 31,
                       .mean_run_s = 0.25,
                       .longest_run_s = 1.5,
                       .storing_share = 0.02,
                       .processors_used = 1.1,
                       .processors = 2,
                       .machine_processors = 64,
                       .peak_memory_bytes = 250'000'000,
                       .silent_s = 0.5};
  standing.ranks[1] = standing.ranks[0];
  standing.ranks[1].host = "n3";
  standing.ranks[1].under_way = 8;
  standing.ranks[1].idle_threads = 0;
  standing.ranks[1].idle_reason = IdleReason::starting;
  standing.ranks[1].unreported = 0;
  standing.ranks[1].uncommitted = 39;
  standing.ranks[1].since_commit_s = 12;
  return standing;
}

}  // namespace servesweep::sweep
