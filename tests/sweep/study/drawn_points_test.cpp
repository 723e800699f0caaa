#include "sweep/study/drawn_points.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "sweep/study/random_points.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::drawn_points_test {
namespace {

ParameterSpace space_of(const std::string& text) {
  return ParameterSpace::read(io::Document::parse(text, "s.yaml"));
}

std::set<std::string> names(const std::vector<Point>& points) {
  std::set<std::string> names;
  for (const Point& point : points) names.insert(point.json());
  return names;
}

}  // namespace

TEST_CASE("drawn points begin with the default and never repeat") {
  const ParameterSpace space =
      space_of("{a: {range: [0, 1], default: 0.3}, n: {range: [1, 4], type: integer, default: 2}}");
  for (const SearchMethod method :
       {SearchMethod::random, SearchMethod::sobol, SearchMethod::latin_hypercube}) {
    const std::vector<Point> points = drawn_points(method, space, "s", 7, 33);
    REQUIRE(points.size() == 33);
    CHECK(points[0] == space.default_point());
    CHECK(names(points).size() == 33);
    CHECK(drawn_points(method, space, "s", 7, 33) == points);
    CHECK(drawn_points(method, space, "s", 8, 33) != points);
    CHECK(drawn_points(method, space, "t", 7, 33) != points);
  }
  CHECK(drawn_points(SearchMethod::random, space, "s", 7, 9) == random_points(space, "s", 7, 9));
}

TEST_CASE("a Latin hypercube has one point in each interval of a parameter") {
  const ParameterSpace space = space_of("{a: {range: [0, 10], default: 0}}");
  const std::vector<Point> points = drawn_points(SearchMethod::latin_hypercube, space, "s", 1, 11);
  std::set<int> intervals;
  for (std::size_t i = 1; i < points.size(); ++i) {
    intervals.insert(static_cast<int>(std::get<double>(points[i].at("a"))));
  }
  CHECK(intervals.size() == 10);
}

TEST_CASE("a space with fewer points gives all of them, and none twice") {
  const ParameterSpace space = space_of("{a: {values: [x, y]}, b: {values: [1, 2, 3]}}");
  CHECK(drawn_points(SearchMethod::sobol, space, "s", 0, 50).size() == 6);
}

TEST_CASE("drawn points respect constraints") {
  const ParameterSpace space = ParameterSpace::read(
      io::Document::parse("{a: {range: [0, 1], default: 0}, b: {range: [0, 1], default: 1}}", "s"),
      io::Document::parse("[a <= b]", "s"));
  for (const Point& point : drawn_points(SearchMethod::sobol, space, "s", 0, 40)) {
    CHECK(std::get<double>(point.at("a")) <= std::get<double>(point.at("b")));
  }
}

}  // namespace servesweep::sweep::drawn_points_test
