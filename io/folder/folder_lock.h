#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/problem.h"
#include "io/folder/file_descriptor.h"

namespace servesweep::io {

/// Somebody else has the folder: worth another try where it may be the rest of a killed job.
class FolderInUse : public engine::Problem {
 public:
  using engine::Problem::Problem;
};

/// The right to write into a result folder: flock(2) on files in it, which ends with the process,
/// however it ends. All are empty if the file system knows no locks.
///
/// servesweep.lock belongs to the one process that writes, or to those that share it. Who holds it
/// alone stands in the file: "HOST PID NUMBER", the number a new one each time, and " shared" if it
/// came first of those that share; after the lock is gone it says who was last.
/// servesweep.ranks.lock is shared by the other ranks of the writer's job.
class FolderLock {
 public:
  /// For the one that writes alone. @throws FolderInUse if another one has the folder (the message
  /// says who), or ranks of its job still live; engine::Problem if others share it
  [[nodiscard]] static std::optional<FolderLock> take(const std::filesystem::path& folder);

  /// For the other ranks of a job: nobody can take() the folder while one of them lives.
  [[nodiscard]] static std::optional<FolderLock> take_as_rank(const std::filesystem::path& folder);

  /// Whether such ranks live, of this or another job. False where there are no locks.
  [[nodiscard]] static bool has_ranks(const std::filesystem::path& folder);

  /// For one who shares the folder. Whoever finds nobody else there is alone() and keeps others
  /// waiting until admit_others(). @throws engine::Problem if the folder is held by somebody alone
  /// for longer than ten seconds
  [[nodiscard]] static std::optional<FolderLock> share(const std::filesystem::path& folder);
  [[nodiscard]] bool alone() const { return alone_; }
  /// From now on it is shared. False if one who does not share was faster: it is his then.
  [[nodiscard]] bool admit_others();
  /// Whether all who shared it have left before, so that this one is alone(); of those who leave at
  /// the same moment one is. The others hold it no more.
  [[nodiscard]] bool leave_last();

  /// What stands in the lock file of a folder: who writes, or wrote last. Empty if nobody did.
  [[nodiscard]] static std::string holder(const std::filesystem::path& folder);

 private:
  FolderLock(std::filesystem::path folder, FileDescriptor file)
      : folder_(std::move(folder)), file_(std::move(file)) {}

  std::filesystem::path folder_;
  FileDescriptor file_;
  bool alone_ = false;
};

}  // namespace servesweep::io
