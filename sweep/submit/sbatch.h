#pragma once

#include <string>
#include <vector>

namespace servesweep::sweep {

/// Gives a script to `sbatch --parsable`, by its standard input and without a shell; what sbatch
/// says to standard error is seen as it is. Needs SIGPIPE ignored.
/// @param options  of sbatch, beside those in the script
/// @returns the id of the job
/// @throws std::runtime_error if there is no sbatch on the PATH, it refuses, or answers otherwise
[[nodiscard]] std::string submit_to_slurm(const std::string& script,
                                          const std::vector<std::string>& options = {});

}  // namespace servesweep::sweep
