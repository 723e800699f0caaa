#include "sweep/search/axis_cube.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::axis_cube_test {
namespace {

AxisCube cube(const std::string& spec) {
  return AxisCube(Parameter::read("x", io::Document::parse("x: " + spec, "s.yaml").at("x")));
}

AxisCube shares(const std::string& spec) {
  return AxisCube(Simplex::read("x", io::Document::parse("x: " + spec, "s.yaml").at("x")));
}

std::string decoded(const AxisCube& axis, const UnitPoint& position) {
  PointValues values;
  axis.decode(position, values);
  return Point(values).label();
}

/// Where the settings at a position are.
UnitPoint again(const AxisCube& axis, const UnitPoint& position) {
  PointValues values;
  axis.decode(position, values);
  UnitPoint result;
  axis.encode(Point(values), result);
  return result;
}

}  // namespace

TEST_CASE("ranges are real or ordered dimensions") {
  const AxisCube real = cube("{range: [1, 100], scale: log, grid: 2}");
  REQUIRE(real.dimensions().size() == 1);
  CHECK(real.dimensions().front().kind() == Dimension::Kind::real);
  CHECK(decoded(real, {0.5}) == "x=10");
  CHECK(again(real, {0.5}).front() == doctest::Approx(0.5).epsilon(1e-14));
  const AxisCube integer = cube("{range: [1, 4], type: integer, grid: 2}");
  CHECK(integer.dimensions().front().kind() == Dimension::Kind::ordered);
  CHECK(decoded(integer, {0.3}) == "x=2");
  CHECK(again(integer, {0.3}) == UnitPoint{0.375});
}

TEST_CASE("listed numbers rise with the position, whatever the order of the list") {
  const AxisCube numbers = cube("{values: [10, 2.5, 100, 40]}");
  CHECK(numbers.dimensions().front().kind() == Dimension::Kind::ordered);
  CHECK(decoded(numbers, {0.1}) == "x=2.5");
  CHECK(decoded(numbers, {0.3}) == "x=10");
  CHECK(decoded(numbers, {1.0}) == "x=100");
  CHECK(again(numbers, {0.3}) == UnitPoint{0.375});
}

TEST_CASE("texts are categories in the order of the list, booleans go from false to true") {
  const AxisCube texts = cube("{values: [sjf, fcfs]}");
  CHECK(texts.dimensions().front().kind() == Dimension::Kind::categorical);
  CHECK(decoded(texts, {0.1}) == "x=sjf");
  CHECK(again(texts, {0.9}) == UnitPoint{0.75});
  const AxisCube booleans = cube("{values: [true, false]}");
  CHECK(booleans.dimensions().front().kind() == Dimension::Kind::boolean);
  CHECK(decoded(booleans, {0.1}) == "x=false");
  CHECK(again(booleans, {0.9}) == UnitPoint{0.75});
}

TEST_CASE("a single value is no dimension") {
  const AxisCube one = cube("{values: [fcfs]}");
  CHECK(one.dimensions().empty());
  CHECK(decoded(one, {}) == "x=fcfs");
  CHECK(again(one, {}).empty());
}

TEST_CASE("a simplex of n shares spans n - 1 dimensions") {
  const AxisCube weights = shares("{simplex: [a, b, c], steps: 4}");
  REQUIRE(weights.dimensions().size() == 2);
  CHECK(weights.dimensions()[1].name() == "b");
  CHECK(decoded(weights, {0.25, 0.2}) == "a=0.5 b=0.4 c=0.1");
  const UnitPoint position = again(weights, {0.25, 0.2});
  CHECK(position[0] == doctest::Approx(0.25).epsilon(1e-14));
  CHECK(position[1] == doctest::Approx(0.2).epsilon(1e-14));
}

}  // namespace servesweep::sweep::axis_cube_test
