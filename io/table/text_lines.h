#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace servesweep::io {

/// The lines of a text file, plain or gzip-compressed (told by content, not by name), one after the
/// other in constant memory. Accepts \n and \r\n endings, a missing last one, and a byte-order
/// mark. Throws engine::Problem if the file cannot be opened or read, if its compressed data is
/// damaged or cut off, and for a line over 1 MiB.
class TextLines {
 public:
  explicit TextLines(const std::filesystem::path& path);

  /// Reads the next line, without its ending; false at the end of the file.
  [[nodiscard]] bool next(std::string& line);

  /// "FILE:LINE" of the line read last, "FILE" before the first.
  [[nodiscard]] std::string where() const;

 private:
  struct CloseFile {
    void operator()(void* file) const;
  };

  [[nodiscard]] bool fill();

  std::string name_;
  std::unique_ptr<void, CloseFile> file_;  ///< a gzFile
  std::vector<char> buffer_;
  std::size_t position_ = 0, end_ = 0;
  std::int64_t line_number_ = 0;
};

}  // namespace servesweep::io
