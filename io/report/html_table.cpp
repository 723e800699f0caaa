#include "io/report/html_table.h"

#include <fmt/format.h>

#include "io/report/html_text.h"
#include "io/table/cell_text.h"

namespace servesweep::io {
namespace {

/// Words that verdicts consist of get a mark as well as a colour.
const char* tone(const std::string& text) {
  if (text == "better" || text == "pass" || text == "pass*" || text == "held") return "good";
  if (text == "worse" || text == "fail" || text == "failed") return "bad";
  return "";
}

/// Right-aligned text longer than a number with its interval may break into lines.
constexpr std::size_t kLongestFigure = 28;

bool is_number(const TableCell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

std::string head(const Table& table) {
  std::string html = "<thead><tr>";
  for (const TableColumn& column : table.columns()) {
    html += fmt::format("<th scope=\"col\"{}>{}",
                        column.alignment == Alignment::right ? " class=\"n\"" : "",
                        html_text(column.header));
    if (!column.unit.empty()) html += fmt::format(" <i>({})</i>", html_text(column.unit));
  }
  return html + "</thead>\n";
}

std::string cell_html(const TableCell& cell, const TableColumn& column) {
  const std::string text = display_text(cell, column.significant_digits);
  std::string names = column.alignment == Alignment::right || is_number(cell) ? "n" : "";
  if (!names.empty() && text.size() > kLongestFigure) names += " words";
  if (const std::string word = tone(text); !word.empty())
    names += (names.empty() ? "" : " ") + word;
  return (names.empty() ? "<td>" : fmt::format("<td class=\"{}\">", names)) + html_figures(text);
}

}  // namespace

std::string rows_text(std::size_t rows) {
  return fmt::format("{} {}", rows, rows == 1 ? "row" : "rows");
}

std::string choice_attribute(const std::string& choice) {
  return choice.empty() ? "" : fmt::format(" data-choice=\"{}\"", html_text(choice));
}

/// Elements that end where the next one begins need no end tag in HTML, which halves big tables.
std::string bare_html_table(const Table& table) {
  std::string html = "<table>\n" + head(table) + "<tbody>\n";
  for (const std::vector<TableCell>& row : table.cells()) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) html += cell_html(row[i], table.columns()[i]);
    html += '\n';
  }
  return html + "</table>";
}

std::string html_table(const ReportTable& table) {
  const std::string caption = html_text(table.caption);
  const std::string choice = choice_attribute(table.choice);
  const std::string region = fmt::format(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{}</div>\n", caption,
      bare_html_table(table.table));
  const std::size_t rows = table.table.rows();
  if (rows > kMostOpenRows || table.folded) {
    return fmt::format("<details class=\"long\"{}><summary>{} ({})</summary>\n{}</details>\n",
                       choice, caption, rows_text(rows), region);
  }
  return fmt::format("<figure{}><figcaption>{}</figcaption>\n{}</figure>\n", choice, caption,
                     region);
}

}  // namespace servesweep::io
