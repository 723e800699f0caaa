#include "sweep/search/search_dimension.h"

#include <doctest/doctest.h>

using namespace servesweep::sweep;

namespace {

const SearchDimension kReal{};
const SearchDimension kFour{DimensionKind::integer, 4};

}  // namespace

TEST_CASE("positions snap to the centres of their cells") {
  CHECK(snapped(kFour, 0.0) == 0.125);
  CHECK(snapped(kFour, 0.26) == 0.375);
  CHECK(snapped(kFour, 1.0) == 0.875);
  CHECK(snapped(kFour, -3.0) == 0.125);
  CHECK(cell_of(kFour, 0.74) == 2);
}

TEST_CASE("real positions only stay in the cube") {
  CHECK(snapped(kReal, 0.3) == 0.3);
  CHECK(snapped(kReal, 1.5) == 1);
  CHECK(snapped(kReal, -0.5) == 0);
}

TEST_CASE("rows are snapped dimension by dimension") {
  UnitPoints points(2, 2);
  points << 0.3, 0.3, 2.0, 0.9;
  const UnitPoints result = snapped({kReal, kFour}, points);
  CHECK(to_unit_point(result.row(0)) == UnitPoint{0.3, 0.375});
  CHECK(to_unit_point(result.row(1)) == UnitPoint{1.0, 0.875});
}

TEST_CASE("a space without real dimensions has a number of points") {
  const SearchDimensions discrete{kFour, {DimensionKind::categorical, 3}};
  CHECK_FALSE(has_real(discrete));
  CHECK(count_points(discrete, 100) == 12);
  CHECK(count_points(discrete, 10) == 10);
  CHECK(has_real({kFour, kReal}));
  CHECK(count_points({kFour, kReal}, 100) == 100);
}
