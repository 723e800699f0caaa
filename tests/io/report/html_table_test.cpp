#include "io/report/html_table.h"

#include <doctest/doctest.h>

namespace servesweep::io::html_table_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Table table_of(std::size_t rows) {
  Table table(
      {{.header = "who <i>"},
       {.header = "TTFT", .unit = "ms", .alignment = Alignment::right, .significant_digits = 3},
       {.header = "verdict"}});
  for (std::size_t i = 0; i < rows; ++i) table.add_row({"a & b", 12.3456, "worse"});
  return table;
}

}  // namespace

TEST_CASE("a table in HTML has its caption, its units and its numbers as people read them") {
  const std::string html = html_table({.caption = "Means <1>", .table = table_of(1)});
  CHECK(contains(html, "<figcaption>Means &lt;1&gt;</figcaption>"));
  CHECK(contains(html, "aria-label=\"Means &lt;1&gt;\""));
  CHECK(contains(html, "<th scope=\"col\">who &lt;i&gt;"));
  CHECK(contains(html, "<th scope=\"col\" class=\"n\">TTFT <i>(ms)</i>"));
  CHECK(contains(html, "<td>a &amp; b<td class=\"n\">12.3<td class=\"bad\">worse"));
}

TEST_CASE("a long table is folded away and says how long it is") {
  CHECK(!contains(html_table({.caption = "c", .table = table_of(kMostOpenRows)}), "<details"));
  const std::string html = html_table({.caption = "c", .table = table_of(kMostOpenRows + 1)});
  CHECK(contains(html, "<summary>c (31 rows)</summary>"));
}

TEST_CASE("a short table is folded if that is asked for") {
  const std::string html =
      html_table({.caption = "c", .table = table_of(1), .folded = true, .choice = "a&b"});
  CHECK(contains(html,
                 "<details class=\"long\" data-choice=\"a&amp;b\"><summary>c (1 row)</summary>"));
}

TEST_CASE("figures of a table stay in one line") {
  Table table({{.header = "change"}});
  table.add_row({"-19.1 % [-27.6, -9.4] better"});
  CHECK(contains(bare_html_table(table), "-19.1&nbsp;% [-27.6,&nbsp;-9.4] better"));
}

}  // namespace servesweep::io::html_table_test
