#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "io/table/atomic_file.h"

namespace servesweep::sweep {

/// Nobody reads standard output any more (`| head` has what it wanted): leave quietly.
class ReaderGone : public std::runtime_error {
 public:
  ReaderGone() : std::runtime_error("standard output was closed by its reader") {}
};

/// Where a verb puts its answer: standard output, or a file that exists only when it is complete.
/// Standard output is written in blocks, so that an answer which turns out to be impossible early
/// leaves nothing there. Needs SIGPIPE ignored.
class Output {
 public:
  /// An empty path is standard output. Problem if the file cannot be there or must not be replaced:
  /// a device or folder, something inside a result folder, a study or other file that is no table.
  explicit Output(const std::filesystem::path& file = {});

  /// @throws ReaderGone; std::runtime_error with the reason if the disk is full
  void write(std::string_view text);
  /// Nothing is sure before this.
  void finish();

 private:
  void flush();

  std::unique_ptr<io::AtomicFile> file_;
  std::string buffer_;
};

}  // namespace servesweep::sweep
