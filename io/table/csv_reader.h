#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "io/table/text_lines.h"

namespace servesweep::io {

/// Rows of a CSV file (plain or gzip-compressed) with a fixed header. Fields may be quoted (RFC
/// 4180), but not contain line breaks. Every complaint is an engine::Problem whose `where` is
/// "FILE:LINE: column".
class CsvReader {
 public:
  /// Opens the file and checks that its header is exactly `columns`.
  CsvReader(const std::filesystem::path& path, std::vector<std::string> columns);

  /// Reads the next row; false at the end. Problem unless it has one field per column, in UTF-8.
  [[nodiscard]] bool next();

  /// Fields of the current row, by column number.
  [[nodiscard]] const std::string& text(std::size_t column) const { return fields_[column]; }
  /// A decimal integer within the bounds (inclusive).
  [[nodiscard]] std::int64_t integer(std::size_t column, std::int64_t lowest,
                                     std::int64_t highest) const;
  /// A finite number, or nothing if the field is empty.
  [[nodiscard]] std::optional<double> real(std::size_t column) const;

  /// A Problem about a field of the current row.
  [[nodiscard]] engine::Problem problem(std::size_t column, std::string what, std::string why,
                                        std::string remedy) const;

 private:
  void check_header();
  void split();

  TextLines lines_;
  std::vector<std::string> columns_;
  std::string line_;
  std::vector<std::string> fields_;
};

}  // namespace servesweep::io
