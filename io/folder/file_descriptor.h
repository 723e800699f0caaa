#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

namespace servesweep::io {

/// Owns a POSIX file descriptor. C++ streams can neither fsync nor lock.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  /// open(2), with close-on-exec; with O_CREAT not through a symbolic link. Problem if it fails.
  FileDescriptor(const std::filesystem::path& path, int flags);
  FileDescriptor(FileDescriptor&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();

  [[nodiscard]] int get() const { return fd_; }

  /// Writes all bytes, however many calls that takes. The Problem says how many they are.
  void write_all(std::span<const std::byte> bytes);
  void sync();
  void truncate(std::size_t size_bytes);

 private:
  int fd_ = -1;
  std::filesystem::path path_;
};

/// fsyncs a folder, so that the names in it survive a power cut.
void sync_folder(const std::filesystem::path& folder);

/// Throws the Problem "PATH: cannot <what> (<errno's text>); <remedy that fits>": a StorageProblem,
/// unless the path cannot be one.
[[noreturn]] void throw_system_problem(const std::filesystem::path& path, const std::string& what,
                                       int error_number);

}  // namespace servesweep::io
