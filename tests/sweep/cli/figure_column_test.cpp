#include "sweep/cli/figure_column.h"

#include <doctest/doctest.h>

namespace figure_column_test {

using namespace servesweep;

TEST_CASE("a column of figures: to the right, four digits") {
  const io::TableColumn column = sweep::figure_column("mean");
  CHECK(column.header == "mean");
  CHECK(column.alignment == io::Alignment::right);
  CHECK(column.significant_digits == 4);
}

}  // namespace figure_column_test
