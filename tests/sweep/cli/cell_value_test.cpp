#include "sweep/cli/cell_value.h"

#include <doctest/doctest.h>

#include <limits>

namespace servesweep::sweep::cell_value_test {

TEST_CASE("a number that is no number is an empty cell") {
  CHECK(finite_or_nothing(1.5) == io::TableCell(1.5));
  CHECK(finite_or_nothing(std::numeric_limits<double>::infinity()) == io::TableCell());
  CHECK(finite_or_nothing(std::numeric_limits<double>::quiet_NaN()) == io::TableCell());
  CHECK(finite_or_nothing(std::string("inf")) == io::TableCell(std::string("inf")));
}

TEST_CASE("a count is a whole number in a table") {
  CHECK(count_cell(0) == io::TableCell(std::int64_t{0}));
  CHECK(count_cell(7) == io::TableCell(std::int64_t{7}));
}

TEST_CASE("cells keep their type in JSON, and an empty one is null") {
  CHECK(value_of(std::string("7")).json() == R"("7")");
  CHECK(value_of(std::int64_t{7}).json() == "7");
  CHECK(value_of(0.25).json() == "0.25");
  CHECK(value_of(true).json() == "true");
  CHECK(value_of(io::TableCell()).json() == "null");
}

}  // namespace servesweep::sweep::cell_value_test
