#pragma once

#include <filesystem>

namespace servesweep::sweep {

/// The folder for what Slurm's jobs say, OUT/logs: Slurm opens the file before the job runs, and
/// does not make its folder. What it made goes again if nothing was submitted and it is empty.
class LogFolder {
 public:
  /// @throws engine::Problem if it cannot be made
  explicit LogFolder(const std::filesystem::path& folder);
  ~LogFolder();
  LogFolder(const LogFolder&) = delete;
  LogFolder& operator=(const LogFolder&) = delete;

  /// A job was submitted: it stays.
  void keep() { wanted_ = true; }

 private:
  std::filesystem::path folder_;
  bool has_made_folder_ = false;
  bool has_made_parent_ = false;
  bool wanted_ = false;
};

}  // namespace servesweep::sweep
