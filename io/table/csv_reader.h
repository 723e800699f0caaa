#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "io/table/text_lines.h"

namespace servesweep::io {

/// Rows of a CSV file (plain or gzip-compressed) with a known header. Fields may be quoted (RFC
/// 4180), but not contain line breaks. Every complaint is an engine::Problem whose `where` is
/// "FILE:LINE: column".
class CsvReader {
 public:
  /// Opens the file and checks that its header is exactly `columns`.
  CsvReader(const std::filesystem::path& path, std::vector<std::string> columns);

  /// Opens the file and checks that its header has all of `required`, any of `optional` and no
  /// other, in any order. Columns are numbered through: the required, then the optional ones.
  CsvReader(const std::filesystem::path& path, const std::vector<std::string>& required,
            const std::vector<std::string>& optional);

  /// Reads the next row; false at the end. Problem unless it has one field per column, in UTF-8.
  [[nodiscard]] bool next();

  /// Fields of the current row, by column number; "" if the file does not have the column.
  [[nodiscard]] const std::string& text(std::size_t column) const {
    static const std::string nothing;
    return places_[column] < fields_.size() ? fields_[places_[column]] : nothing;
  }
  /// A decimal integer within the bounds (inclusive).
  [[nodiscard]] std::int64_t integer(std::size_t column, std::int64_t lowest,
                                     std::int64_t highest) const;
  /// The same, or nothing if the field is empty or its column is not there.
  [[nodiscard]] std::optional<std::int64_t> find_integer(std::size_t column, std::int64_t lowest,
                                                         std::int64_t highest) const;
  /// A finite number, or nothing if the field is empty.
  [[nodiscard]] std::optional<double> real(std::size_t column) const;

  /// "FILE:LINE" of the current row.
  [[nodiscard]] std::string where() const { return lines_.where(); }
  /// A Problem about a field of the current row.
  [[nodiscard]] engine::Problem problem(std::size_t column, std::string what, std::string why,
                                        std::string remedy) const;

 private:
  static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

  void read_header(const std::string& remedy);
  void check_header();
  /// Finds the columns, of which the first `required` must be there.
  void place_columns(std::size_t required);
  void split();
  /// Reads the quoted field that begins at `at` and moves behind it; false if its quotes are
  /// broken.
  bool unquote(std::size_t& at, std::string& field) const;

  TextLines lines_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> places_;  ///< of each column in a row
  std::size_t width_ = 0;            ///< fields of a row
  std::string line_;
  std::vector<std::string> fields_;
};

}  // namespace servesweep::io
