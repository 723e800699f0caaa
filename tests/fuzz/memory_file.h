#pragma once

#include <filesystem>
#include <string_view>

namespace servesweep::fuzz {

/// A file that exists in memory only: readers that want a path get one, and nothing is left behind.
class MemoryFile {
 public:
  /// Throws std::runtime_error if the system gives none.
  explicit MemoryFile(std::string_view bytes);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  int descriptor_;
  std::filesystem::path path_;
};

}  // namespace servesweep::fuzz
