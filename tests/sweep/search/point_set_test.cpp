#include "sweep/search/point_set.h"

#include <doctest/doctest.h>

using namespace servesweep::sweep;
using servesweep::engine::Stream;
using servesweep::engine::StreamPurpose;

TEST_CASE("a point is new once") {
  PointSet points(SearchDimensions(2));
  CHECK(points.insert(Eigen::RowVector2d(0.5, 0.25)));
  CHECK_FALSE(points.insert(Eigen::RowVector2d(0.5, 0.25)));
  CHECK(points.contains(Eigen::RowVector2d(0.5, 0.25)));
  CHECK_FALSE(points.contains(Eigen::RowVector2d(0.25, 0.5)));
}

TEST_CASE("unused points exhaust a discrete space exactly") {
  const SearchDimensions dimensions{{DimensionKind::integer, 20}, {DimensionKind::categorical, 30}};
  PointSet points(dimensions);
  Stream stream(1, StreamPurpose("test"), 0);
  for (int i = 0; i < 600; ++i) {
    const auto point = points.unused(stream);
    REQUIRE(point);
    CHECK(snapped(dimensions, UnitPoints(*point)).row(0) == *point);
    REQUIRE(points.insert(*point));
  }
  CHECK_FALSE(points.unused(stream));
}
