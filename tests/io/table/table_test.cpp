#include "io/table/table.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/base/problem.h"

namespace table_test {

namespace {

using servesweep::io::Alignment;
using servesweep::io::Table;
using servesweep::io::table_format_of;
using servesweep::io::TableColumn;
using servesweep::io::TableFormat;

Table example() {
  Table table({{.header = "strategy"},
               {.header = "TTFT p99",
                .unit = "ms",
                .alignment = Alignment::right,
                .significant_digits = 4,
                .key = "ttft_p99_ms"},
               {.header = "runs", .alignment = Alignment::right}});
  table.add_row({"größte", 237.90302, std::int64_t{3}});
  table.add_row({"a,\"b\"|c", 0.1 + 0.2, std::monostate{}});
  return table;
}

TEST_CASE("text is aligned by what a terminal shows") {
  CHECK(example().render(TableFormat::text) ==
        "strategy  TTFT p99 (ms)  runs\n"
        "--------  -------------  ----\n"
        "größte            237.9     3\n"
        "a,\"b\"|c          0.3000\n");
}

TEST_CASE("csv is exact and quoted where it must be") {
  CHECK(example().render(TableFormat::csv) ==
        "strategy,ttft_p99_ms,runs\n"
        "größte,237.90302,3\n"
        "\"a,\"\"b\"\"|c\",0.30000000000000004,\n");
}

TEST_CASE("json lines are exact and null where nothing is") {
  CHECK(example().render(TableFormat::json_lines) ==
        "{\"strategy\":\"größte\",\"ttft_p99_ms\":237.90302,\"runs\":3}\n"
        "{\"strategy\":\"a,\\\"b\\\"|c\",\"ttft_p99_ms\":0.30000000000000004,\"runs\":null}\n");
}

TEST_CASE("markdown escapes bars") {
  CHECK(example().render(TableFormat::markdown) ==
        "| strategy | TTFT p99 (ms) | runs |\n"
        "| --- | ---: | ---: |\n"
        "| größte | 237.9 | 3 |\n"
        "| a,\"b\"\\|c | 0.3000 |  |\n");
}

TEST_CASE("every kind of cell has its text") {
  Table table({{.header = "a"}, {.header = "b"}, {.header = "c"}});
  table.add_row({true, std::numeric_limits<double>::quiet_NaN(), "two\nlines\x1b[31m"});
  CHECK(table.render(TableFormat::text) ==
        "a     b    c\n"
        "----  ---  --------------\n"
        "true  nan  two lines [31m\n");
  CHECK(table.render(TableFormat::csv) == "a,b,c\ntrue,nan,\"two\nlines\x1b[31m\"\n");
  const nlohmann::json row = nlohmann::json::parse(table.render(TableFormat::json_lines));
  CHECK(row["a"] == true);
  CHECK(row["b"].is_null());
  CHECK(row["c"] == "two\nlines\x1b[31m");
}

TEST_CASE("only a terminal gets colours and only where a column has tones") {
  const auto tone = [](std::string_view text) {
    return text == "better" ? servesweep::io::Tone::good : servesweep::io::Tone::plain;
  };
  Table table({{.header = "better"}, {.header = "verdict", .tone = tone}});
  table.add_row({"better", "better"});
  for (const TableFormat format :
       {TableFormat::text, TableFormat::csv, TableFormat::json_lines, TableFormat::markdown}) {
    CHECK(table.render(format).find('\x1b') == std::string::npos);
  }
  CHECK(table.render(TableFormat::terminal) ==
        "better  verdict\n------  -------\nbetter  \x1b[32mbetter\x1b[0m\n");
}

TEST_CASE("a table without rows still has its header") {
  const Table table(std::vector<TableColumn>{{.header = "x", .unit = "µs"}});
  CHECK(table.render(TableFormat::text) == "x (µs)\n------\n");
  CHECK(table.render(TableFormat::csv) == "x\n");
  CHECK(table.render(TableFormat::json_lines).empty());
}

TEST_CASE("text that is not UTF-8 does not break JSON") {
  Table table(std::vector<TableColumn>{{.header = "x"}});
  table.add_row({"\xFF"});
  CHECK(nlohmann::json::parse(table.render(TableFormat::json_lines))["x"] == "\xEF\xBF\xBD");
}

TEST_CASE("formats have names") {
  CHECK(table_format_of("text") == TableFormat::text);
  CHECK(table_format_of("csv") == TableFormat::csv);
  CHECK(table_format_of("jsonl") == TableFormat::json_lines);
  CHECK(table_format_of("markdown") == TableFormat::markdown);
  CHECK_THROWS_WITH_AS((void)table_format_of("cvs"),
                       "unknown table format 'cvs'; did you mean 'csv'?",
                       servesweep::engine::Problem);
}

}  // namespace

}  // namespace table_test
