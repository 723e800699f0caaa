#include "sweep/study/parameter_space.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep {
namespace {

ParameterSpace parse(const std::string& text) {
  return ParameterSpace::read(io::Document::parse(text, "s.yaml"));
}

}  // namespace

TEST_CASE("the grid is the product, the last parameter fastest") {
  const ParameterSpace space = parse("{b: {values: [1, 2]}, a: {values: [x, y, z]}}");
  REQUIRE(space.grid_size() == 6);
  CHECK(space.grid_point(0).label() == "b=1 a=x");
  CHECK(space.grid_point(1).label() == "b=1 a=y");
  CHECK(space.grid_point(3).label() == "b=2 a=x");
  CHECK(space.grid_point(5).label() == "b=2 a=z");
}

TEST_CASE("no parameters make one point") {
  const ParameterSpace space;
  REQUIRE(space.grid_size() == 1);
  CHECK(space.grid_point(0).label().empty());
  CHECK(space.grid_point(0).json() == "{}");
}

TEST_CASE("a point's JSON has sorted names, its label the declared order") {
  const Point point = parse("{b: {values: [1.5]}, a: {values: [true]}}").grid_point(0);
  CHECK(point.json() == R"({"a":true,"b":1.5})");
  CHECK(point.label() == "b=1.5 a=true");
  CHECK(point.at("b") == engine::ParameterValue(1.5));
}

TEST_CASE("the default point takes the first value of every parameter") {
  CHECK(parse("{b: {values: [2, 1]}, a: {values: [y, x]}}").default_point().label() == "b=2 a=y");
  CHECK(ParameterSpace().default_point() == Point());
}

TEST_CASE("points from settings") {
  const ParameterSpace space = parse(
      "{base: {values: [10, 12.9382]}, budget: {range: [962, 2048], type: integer, grid: 2}}");
  CHECK(space.point_of({{"budget", "1500"}}, "--set").label() == "base=10 budget=1500");
  CHECK(problem_of([&] {
          (void)space.point_of({{"bugdet", "1"}}, "--set");
        }) == "--set: no parameter 'bugdet'; did you mean 'budget'?");
  CHECK(problem_of([&] {
          (void)space.point_of({{"budget", "1500.5"}}, "--set");
        }) == "--set: budget = 1500.5 is not allowed; use a whole number 962 to 2048");
  CHECK(problem_of([&] {
          (void)space.point_of({{"base", "11"}}, "--set");
        }) == "--set: base = 11 is not allowed; use one of 10, 12.9382");
  CHECK(problem_of([&] {
          (void)ParameterSpace().point_of({{"base", "11"}}, "--set");
        }) == "--set: no parameter 'base'; the strategy has no parameters");
}

TEST_CASE("a grid that nobody could simulate is refused before it is built") {
  std::string text;
  for (const char* name : {"a", "b", "c"}) {
    text += std::string(name) + ": {range: [0, 1], grid: 1000}\n";
  }
  CHECK(problem_of([&] { (void)parse(text); }) ==
        "s.yaml:3: c: the grid has more than 10000000 points (the grids of all parameters "
        "multiply); use smaller grids");
}

}  // namespace servesweep::sweep
