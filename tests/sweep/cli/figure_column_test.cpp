#include "sweep/cli/figure_column.h"

#include <doctest/doctest.h>

using namespace servesweep;

TEST_CASE("a column of figures: to the right, four digits") {
  const io::TableColumn column = sweep::figure_column("mean");
  CHECK(column.header == "mean");
  CHECK(column.alignment == io::Alignment::right);
  CHECK(column.significant_digits == 4);
}
