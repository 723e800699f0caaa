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

TEST_CASE("placed columns: figures stay whole where breaking them does not suffice, either") {
  TextColumn figure = column(0);
  figure.cells = {"-1.5 [-2, -1]"};
  const TextColumn name = column(20);
  CHECK(placed_columns({name, figure}, 32)[1].width == 10);
  CHECK(placed_columns({name, figure}, 31)[1].width == 13);
}

TEST_CASE("blocks: all in one up to 160 columns, else each with the first column") {
  const std::vector<TextColumn> columns = {column(10), column(48), column(48), column(48)};
  CHECK(columns_of_blocks(columns, 100) == Blocks{{0, 1, 2, 3}});
  const std::vector<TextColumn> wider = {column(10), column(48), column(48), column(49)};
  CHECK(columns_of_blocks(wider, 110) == Blocks{{0, 1, 2}, {0, 3}});
  CHECK(columns_of_blocks(wider, 109) == Blocks{{0, 1}, {0, 2}, {0, 3}});
}

/// Four columns, the first two with these cells.
std::vector<TextColumn> keyed(const std::vector<std::string>& first,
                              const std::vector<std::string>& second) {
  std::vector<TextColumn> columns = {column(10), column(10), column(80), column(80)};
  columns[0].cells = first;
  columns[1].cells = second;
  for (TextColumn& one : columns) {
    one.cells.resize(first.size(), "b");
    one.tones.resize(first.size(), Tone::plain);
  }
  return columns;
}

TEST_CASE("blocks: rows are known again by as many columns as tell them apart") {
  CHECK(columns_of_blocks(keyed({"a", "c"}, {"x", "x"}), 100) == Blocks{{0, 1, 2}, {0, 3}});
  CHECK(columns_of_blocks(keyed({"a", ""}, {"x", "y"}), 100) == Blocks{{0, 1, 2}, {0, 1, 3}});
  CHECK(columns_of_blocks(keyed({"a", "a"}, {"x", "y"}), 100) == Blocks{{0, 1, 2}, {0, 1, 3}});
}

TEST_CASE("blocks: a table of which no narrow columns tell rows apart stays whole") {
  CHECK(columns_of_blocks(keyed({"a", "a"}, {"x", "x"}), 100) == Blocks{{0, 1, 2, 3}});
}

}  // namespace placed_column_test
