#include "io/table/placed_column.h"

#include <doctest/doctest.h>

namespace placed_column_test {

using namespace servesweep::io;

using Blocks = std::vector<std::vector<std::size_t>>;

TextColumn column(std::size_t width, bool wraps = false) {
  return {
      .header = "h", .wraps = wraps, .cells = {std::string(width, 'x')}, .tones = {Tone::plain}};
}

TEST_CASE("placed columns: figures are broken only where prose does not suffice") {
  const TextColumn figure{
      .header = "change", .is_right = true, .cells = {"-1.5 [-2, -1]"}, .tones = {Tone::plain}};
  TextColumn prose = column(0, true);
  prose.cells = {"some words that may be broken"};
  CHECK(placed_columns({prose, figure}, 30)[1].width == 13);
  CHECK(placed_columns({prose, figure}, 24)[1].width == 12);
  CHECK(placed_columns({prose, figure}, 24)[0].width == 10);
}

TEST_CASE("blocks: all in one where they fit, else each with the first column") {
  const std::vector<TextColumn> columns = {column(10), column(20), column(20), column(20)};
  CHECK(columns_of_blocks(columns, 76) == Blocks{{0, 1, 2, 3}});
  CHECK(columns_of_blocks(columns, 75) == Blocks{{0, 1, 2}, {0, 3}});
  CHECK(columns_of_blocks(columns, 15) == Blocks{{0, 1}, {0, 2}, {0, 3}});
}

TEST_CASE("blocks: rows are known again by the first columns up to one without a gap") {
  std::vector<TextColumn> columns = {column(10), column(10), column(30), column(30)};
  columns[0].cells = {"a", ""};
  for (std::size_t i = 1; i < columns.size(); ++i) {
    columns[i].cells.emplace_back("b");
  }
  for (TextColumn& one : columns) one.tones.push_back(Tone::plain);
  CHECK(columns_of_blocks(columns, 60) == Blocks{{0, 1, 2}, {0, 1, 3}});
}

}  // namespace placed_column_test
