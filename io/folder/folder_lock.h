#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "io/folder/file_descriptor.h"

namespace servesweep::io {

/// The right to write into a result folder: flock(2) on its servesweep.lock, which ends with the
/// process, however it ends. Who holds it stands in the file for people: "HOST PID NUMBER", the
/// number a new one each time; after the lock is gone it says who was last.
class FolderLock {
 public:
  /// Problem if another process has it (the message says which) or the file cannot be written;
  /// empty if the file system knows no locks.
  [[nodiscard]] static std::optional<FolderLock> take(const std::filesystem::path& folder);

  /// What stands in the lock file of a folder: who writes, or wrote last. Empty if nobody did.
  [[nodiscard]] static std::string holder(const std::filesystem::path& folder);

 private:
  explicit FolderLock(FileDescriptor file) : file_(std::move(file)) {}

  FileDescriptor file_;
};

}  // namespace servesweep::io
