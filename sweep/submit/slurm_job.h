#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sweep/submit/job_time.h"

namespace servesweep::sweep {

/// An array: how many elements, and how many of them may run at once.
struct ArraySize {
  /// "16" or "16%4". @throws engine::Problem, named --array
  [[nodiscard]] static ArraySize parse(const std::string& text);
  /// As Slurm wants it: "1-16%4".
  [[nodiscard]] std::string slurm_text() const;

  std::int64_t elements = 1;
  std::optional<std::int64_t> at_once{};
};

/// What a user asks of Slurm for a study, checked but for what goes into lines of #SBATCH.
struct SlurmJob {
  std::string name;               ///< of the job
  std::filesystem::path program;  ///< absolute, as all paths are
  std::filesystem::path study, output;
  std::vector<std::string> run_options{};  ///< of servesweep run, as single words
  std::int64_t nodes = 1, tasks_per_node = 1, cpus_per_task = 1;
  JobTime time;
  std::string partition{}, account{};  ///< "": Slurm's default
  std::vector<std::string> more{};     ///< further options of sbatch: "--qos=long"
  std::optional<ArraySize> array{};
  bool requeue = false;  ///< back into the queue until the study is complete
  std::int64_t most_requeues = 0;
  std::string launcher{};  ///< mpirun, srun, none; "": none for one task, else mpirun

  [[nodiscard]] std::int64_t tasks() const { return nodes * tasks_per_node; }
  /// CPUs that work at once, as far as the user says.
  [[nodiscard]] std::int64_t cpus() const;

  /// The filled template.
  /// @throws engine::Problem if a value cannot stand in a line of #SBATCH
  [[nodiscard]] std::string script() const;
  /// What follows an array: one element of it as an ordinary run, which simulates what is left and
  /// closes the study.
  [[nodiscard]] SlurmJob finishing_job() const;
  /// Where Slurm writes what job `id` says, as far as it can be told; of an array, a pattern.
  [[nodiscard]] std::string output_file(const std::string& id) const;
  /// Whether that is in the result folder; else, as a line of #SBATCH cannot name it, where sbatch
  /// is called.
  [[nodiscard]] bool logs_in_output() const;
  /// The folder for that, in the result folder: it must be there before the job starts.
  [[nodiscard]] std::filesystem::path log_folder() const { return output / "logs"; }
};

}  // namespace servesweep::sweep
