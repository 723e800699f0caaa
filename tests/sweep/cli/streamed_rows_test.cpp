#include "sweep/cli/streamed_rows.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::streamed_rows_test {
namespace {

AnswerFormat format(const std::string& word) {
  CommandLine line(
      {.name = "list", .purpose = "lists", .details = "", .examples = {}, .exit_codes = {}});
  AnswerFormat::declare(line);
  line.parse({"--format", word});
  return AnswerFormat::of_lines(line);
}

std::string written(const std::string& word, std::size_t rows) {
  const TemporaryFolder folder;
  Output out(folder.path() / "rows.txt");
  StreamedRows writer(out, format(word), {"name", "value"},
                      io::Value::map().set("study", io::Value::text("s")));
  for (std::size_t i = 0; i < rows; ++i) {
    writer.write({"a", i == 0 ? 0.1 : std::numeric_limits<double>::infinity()});
  }
  writer.finish();
  out.finish();
  return text_of_file(folder.path() / "rows.txt");
}

}  // namespace

TEST_CASE("streamed rows: one JSON document, also without rows") {
  CHECK(written("json", 2) ==
        "{\"study\":\"s\",\"rows\":[\n{\"name\":\"a\",\"value\":0.1},\n"
        "{\"name\":\"a\",\"value\":null}\n]}\n");
  CHECK(written("json", 0) == "{\"study\":\"s\",\"rows\":[\n]}\n");
}

TEST_CASE("streamed rows: the same rows in CSV, JSON lines, a table and Markdown") {
  CHECK(written("csv", 2) == "name,value\na,0.1\na,\n");
  CHECK(written("jsonl", 1) == "{\"name\":\"a\",\"value\":0.1}\n");
  CHECK(written("table", 2) == "name  value\n----  -----\na     0.1\na\n");
  CHECK(written("markdown", 1) == "| name | value |\n| --- | --- |\n| a | 0.1 |\n");
}

}  // namespace servesweep::sweep::test::streamed_rows_test
