#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace servesweep::benchmark {

/// How a study went.
struct SweepTime {
  double work_s = 0;     ///< simulating and committing, as the program says
  double total_s = 0;    ///< from the call to the end: planning, index and starting processes too
  double in_runs_s = 0;  ///< Σ over runs of what a thread spent on it, requests included
  double share_in_runs = 0;  ///< in_runs_s / (work_s · threads of all ranks)
};

/// Writes the study to be run: the quickstart's baseline and vllm-default on the quickstart's
/// workload, half of the runs each. Returns how many runs it has: an even number.
[[nodiscard]] int write_study(const std::filesystem::path& file, int runs, bool keep_requests);

/// Runs it in this process. @throws std::runtime_error if it fails
[[nodiscard]] SweepTime run_on_threads(const std::filesystem::path& study,
                                       const std::filesystem::path& output, int threads);

/// Runs it by the built program under mpirun, one thread per rank; nothing if there is no mpirun.
/// @throws std::runtime_error if it fails
[[nodiscard]] std::optional<SweepTime> run_on_ranks(const std::filesystem::path& study,
                                                    const std::filesystem::path& output, int ranks);

/// The ceiling for both: so many programs at once, each with one thread, the whole study and a
/// folder of its own. Times are those of the slowest divided by their number, so that they compare
/// with one study run by as many workers. @throws std::runtime_error if one fails
[[nodiscard]] SweepTime run_as_programs(const std::filesystem::path& study,
                                        const std::filesystem::path& output, int programs);

/// Distributes tasks that do next to nothing over so many real ranks under mpirun, each value told
/// to rank 0 and checked there: tasks a second, in chunks of at most `chunk` tasks. Nothing if
/// there is no mpirun.
/// @throws std::runtime_error if the job fails
[[nodiscard]] std::optional<double> null_runs_over_mpi(int tasks, int ranks, int chunk);

/// Distributes tasks that do nothing over so many ranks in this process, one thread each; returns
/// the seconds. @throws std::runtime_error unless every task is run
[[nodiscard]] double dispatch_null_runs(int tasks, int ranks);

}  // namespace servesweep::benchmark
