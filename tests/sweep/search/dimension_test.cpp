#include "sweep/search/dimension.h"

#include <doctest/doctest.h>

#include <cmath>

namespace servesweep::sweep::dimension_test {

TEST_CASE("a real dimension is its range, and its positions stay") {
  const Dimension real = Dimension::real("x", {.low = 1, .high = 100, .scale = Scale::log});
  CHECK(real.kind() == Dimension::Kind::real);
  CHECK(real.cells() == 0);
  CHECK(real.value_at(0.5) == 10);
  CHECK(real.position_of(10) == doctest::Approx(0.5).epsilon(1e-14));
  CHECK(real.snapped(0.123456789123456) == 0.123456789123456);
  CHECK(real.snapped(1.5) == 1);
}

TEST_CASE("whole numbers on a linear scale have cells of one width") {
  const Dimension integer = Dimension::integer("n", {.low = 3, .high = 6});
  CHECK(integer.kind() == Dimension::Kind::ordered);
  REQUIRE(integer.cells() == 4);
  CHECK(integer.value_at(0) == 3);
  CHECK(integer.value_at(0.249) == 3);
  CHECK(integer.value_at(0.251) == 4);
  CHECK(integer.value_at(1) == 6);
  CHECK(integer.position_of(3) == 0.125);
  CHECK(integer.cell_position(3) == 0.875);
  CHECK(integer.snapped(0.3) == 0.375);
}

TEST_CASE("whole numbers on a log scale share it as their logarithms do") {
  const Dimension integer = Dimension::integer("n", {.low = 1, .high = 1000, .scale = Scale::log});
  REQUIRE(integer.cells() == 1000);
  // Of the whole from 0.5 to 1000.5, the cell of 1 is [0.5, 1.5).
  const double width = std::log(3.0) / std::log(2001.0);
  CHECK(integer.value_at(width - 1e-9) == 1);
  CHECK(integer.value_at(width + 1e-9) == 2);
  for (const double value : {1.0, 2.0, 31.0, 999.0, 1000.0}) {
    CHECK(integer.value_at(integer.position_of(value)) == value);
    CHECK(integer.snapped(integer.position_of(value)) == integer.position_of(value));
  }
}

TEST_CASE("lists and booleans are places in cells of one width") {
  const Dimension category = Dimension::categorical("policy", 3);
  CHECK(category.kind() == Dimension::Kind::categorical);
  CHECK(category.value_at(0.32) == 0);
  CHECK(category.value_at(0.34) == 1);
  CHECK(category.value_at(1) == 2);
  CHECK(category.snapped(0.9) == doctest::Approx(5.0 / 6).epsilon(1e-15));
  CHECK(Dimension::ordered("rung", 3).kind() == Dimension::Kind::ordered);
  CHECK(Dimension::boolean("on").kind() == Dimension::Kind::boolean);
  CHECK(Dimension::boolean("on").cell_position(1) == 0.75);
}

}  // namespace servesweep::sweep::dimension_test
