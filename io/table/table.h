#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace servesweep::io {

/// How a table is written: aligned columns, the same with colours for a terminal that has them, CSV
/// (RFC 4180 quoting, \n line ends), one JSON object per line, or a Markdown table.
enum class TableFormat : std::uint8_t { text, terminal, csv, json_lines, markdown };

/// The format called "text", "csv", "jsonl" or "markdown". Problem (without `where`) for another
/// name.
[[nodiscard]] TableFormat table_format_of(std::string_view name);

enum class Alignment : std::uint8_t { left, right };

/// What a cell says, for colours on a terminal: good news, bad news or neither.
enum class Tone : std::uint8_t { plain, good, bad };

struct TableColumn {
  std::string header;     ///< for people: "TTFT p99"
  std::string unit = {};  ///< shown behind the header: "ms"
  Alignment alignment = Alignment::left;
  int significant_digits = 0;  ///< of reals, for people; 0 = exact. CSV and JSON are always exact
  std::string key = {};        ///< name in CSV and JSON: "ttft_p99_ms"; empty = the header
  bool wraps = false;          ///< prose: broken into lines where aligned columns grow too wide
  Tone (*tone)(std::string_view) = nullptr;  ///< of a cell's text; null: plain
};

/// Nothing, a text, a number, or a truth value.
using TableCell = std::variant<std::monostate, std::string, std::int64_t, double, bool>;

/// The name of a column in CSV and JSON.
[[nodiscard]] const std::string& machine_name(const TableColumn& column);

/// Rows under named columns, rendered in any TableFormat. The machine formats (CSV, JSON lines)
/// keep every number exact and every text as it is; the formats for people round and escape.
class Table {
 public:
  explicit Table(std::vector<TableColumn> columns);

  /// Precondition: one cell per column.
  void add_row(std::vector<TableCell> cells);

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  [[nodiscard]] const std::vector<TableColumn>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<std::vector<TableCell>>& cells() const { return rows_; }

  /// The whole table, ending in a line end. Non-finite numbers are null in JSON. Aligned columns
  /// that would need more than kTableColumns break their headers, then their prose; those far wider
  /// are shown as several (aligned_text).
  [[nodiscard]] std::string render(TableFormat format) const;

 private:
  [[nodiscard]] std::string render_text(bool coloured) const;
  [[nodiscard]] std::string render_csv() const;
  [[nodiscard]] std::string render_json_lines() const;
  [[nodiscard]] std::string render_markdown() const;

  std::vector<TableColumn> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

}  // namespace servesweep::io
