#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "sweep/distribute/job_transport.h"

namespace servesweep::sweep {

/// How much time a job has, as its user says or Slurm knows.
struct TimeLimit {
  /// Of the user, from `since` on; else Slurm is asked, if the job is one of Slurm's.
  std::optional<std::chrono::seconds> walltime{};
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
  /// Where to look otherwise; none: nowhere.
  Environment environment{};
};

/// The world as it is, or as a test would have it.
struct TimeSources {
  std::function<std::int64_t()> epoch_seconds;
  /// `squeue -h -j JOB -o %L`; empty if that fails.
  std::function<std::optional<std::string>(const std::string& job)> squeue;

  [[nodiscard]] static TimeSources of_system();
};

/// What is left of a Slurm job, from SLURM_JOB_END_TIME (seconds since 1970), else from squeue,
/// which may take up to ten seconds. Empty outside of Slurm, without a limit, and with a warning on
/// standard error if Slurm does not say. Reads the time of day: once, and nobody does later.
[[nodiscard]] std::optional<std::chrono::seconds> slurm_time_left(const Environment& environment,
                                                                  const TimeSources& sources);

/// What is left of a job now. For one rank to call, once: ten thousand that ask Slurm are a burden.
[[nodiscard]] std::optional<std::chrono::duration<double>> time_left(
    const TimeLimit& limit, const TimeSources& sources = TimeSources::of_system());

}  // namespace servesweep::sweep
