#pragma once

#include <filesystem>
#include <string_view>

namespace servesweep::io {

/// A file that exists completely or not at all, even if the process or the machine dies: written as
/// PATH.partial in the same folder, then flushed to disk, renamed, and the folder flushed. An
/// existing file is replaced at commit() and untouched before. One writer per path at a time.
/// Throws std::runtime_error ("PATH: cannot be … (reason)") if the file system fails.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path path);
  /// Without commit() the partial file is removed.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view bytes);

  /// Makes the file visible under its name. Precondition: not committed before.
  void commit();

 private:
  [[noreturn]] void fail(const char* action) const;
  void close_partial();
  void flush_folder() const;

  std::filesystem::path path_, partial_;
  int descriptor_ = -1;
};

/// Writes a whole file through AtomicFile.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace servesweep::io
