#include "sweep/study/random_points.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sweep/study/rounded.h"
#include "tests/sweep/study/conditional_space.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::random_points_test {
namespace {

std::vector<Point> drawn(const ParameterSpace& space, std::size_t count, std::uint64_t seed = 0,
                         const std::string& strategy = "s") {
  return random_points(space, strategy, seed, count);
}

std::vector<double> numbers(const std::vector<Point>& points, const std::string& name) {
  std::vector<double> list;
  for (std::size_t i = 1; i < points.size(); ++i) {  // without the default point
    list.push_back(std::get<double>(points[i].at(name)));
  }
  return list;
}

double share_below(const std::vector<double>& list, double limit) {
  const auto below = std::ranges::count_if(list, [&](double value) { return value < limit; });
  return static_cast<double>(below) / static_cast<double>(list.size());
}

/// Standard deviations of a share p of the 4,000 random points below.
constexpr std::size_t kMany = 4001;
double sigma(double p) {
  return std::sqrt(p * (1 - p) / (kMany - 1));
}

}  // namespace

TEST_CASE("random points begin with the default point, and each is allowed") {
  const ParameterSpace space = space_of(
      "parameters:\n"
      "  x: {range: [-2, 3], default: 0.5}\n"
      "  y: {range: [0.001, 1000], scale: log, default: 1}\n"
      "  n: {range: [3, 6], type: integer, default: 4}\n"
      "  m: {range: [1, 100000000], type: integer, scale: log, default: 7}\n"
      "  w: {values: [a, b, c], default: b}\n"
      "  s: {simplex: [p, q, r], default: [0.5, 0.25, 0.25]}\n");
  const std::vector<Point> points = drawn(space, 500);
  REQUIRE(points.size() == 500);
  CHECK(points[0] == space.default_point());
  for (const Point& point : points) {
    std::map<std::string, std::string> settings;
    for (const auto& [name, value] : point.values()) {
      const auto* number = std::get_if<double>(&value);
      settings[name] =
          number != nullptr ? io::Value::number(*number).json() : std::get<std::string>(value);
    }
    CHECK(space.point_of(settings, "--set") == point);  // which checks ranges, lists and sums
  }
  for (const double y : numbers(points, "y")) CHECK(rounded(y, 6) == y);
  for (const double x : numbers(points, "x")) CHECK(rounded(x, 12) == x);
}

TEST_CASE("numbers are uniform on the scale of their parameter") {
  // Tolerances: four standard deviations.
  const std::vector<Point> points =
      drawn(space_of("parameters:\n"
                     "  x: {range: [0, 8], default: 1}\n"
                     "  y: {range: [1, 10000], scale: log, default: 1}\n"
                     "  n: {range: [1, 4], type: integer, default: 1}\n"
                     "  w: {values: [1, 2, 3, 4], default: 1}\n"),
            kMany);
  CHECK(std::abs(share_below(numbers(points, "x"), 2) - 0.25) < 4 * sigma(0.25));
  CHECK(std::abs(share_below(numbers(points, "y"), 10) - 0.25) < 4 * sigma(0.25));
  for (const char* const name : {"n", "w"}) {
    for (const int limit : {2, 3, 4}) {  // each of four values as often
      const double p = (limit - 1) / 4.0;
      CHECK(std::abs(share_below(numbers(points, name), limit) - p) < 4 * sigma(p));
    }
  }
}

TEST_CASE("shares are uniform over their simplex") {
  // Dirichlet(1, 1, 1): a share is below x with probability 1 - (1 - x)^2.
  const std::vector<Point> points = drawn(
      space_of("parameters:\n  s: {simplex: [p, q, r], default: [0.5, 0.25, 0.25]}\n"), kMany);
  for (const char* const name : {"p", "q", "r"}) {
    CHECK(std::abs(share_below(numbers(points, name), 0.2) - 0.36) < 4 * sigma(0.36));
  }
}

TEST_CASE("points depend on the seed, the strategy and nothing else") {
  const ParameterSpace space = space_of("parameters:\n  x: {range: [0, 1], default: 0.5}\n");
  const std::vector<Point> points = drawn(space, 20);
  CHECK(drawn(space, 20) == points);
  const auto none_in_common = [&](const std::vector<Point>& others) {
    std::set<double> values;
    for (const double x : numbers(points, "x")) values.insert(x);
    for (const double x : numbers(others, "x")) values.insert(x);
    return values.size() == 38;
  };
  CHECK(none_in_common(drawn(space, 20, 1)));
  CHECK(none_in_common(drawn(space, 20, 0, "t")));
  std::vector<Point> first = drawn(space, 50);
  first.resize(20);
  CHECK(first == points);
}

TEST_CASE("constraints are fulfilled by drawing again") {
  const ParameterSpace space = space_of(
      "parameters:\n"
      "  low: {range: [0, 1], default: 0.2}\n"
      "  high: {range: [0, 1], default: 0.9}\n"
      "constraints: [low < high]\n");
  const std::vector<Point> points = drawn(space, kMany);
  REQUIRE(points.size() == kMany);
  const std::vector<double> low = numbers(points, "low"), high = numbers(points, "high");
  for (std::size_t i = 0; i < low.size(); ++i) CHECK(low[i] < high[i]);
  // Uniform over the triangle: the lower of two uniform numbers.
  CHECK(std::abs(share_below(low, 0.5) - 0.75) < 4 * sigma(0.75));
}

TEST_CASE("no point is drawn twice, and a small space gives all it has") {
  const ParameterSpace space = space_of(
      "parameters:\n  a: {values: [1, 2, 3], default: 2}\n  b: {values: [x, y], default: x}\n");
  const std::vector<Point> points = drawn(space, 20);
  std::set<std::string> labels;
  for (const Point& point : points) labels.insert(point.label());
  CHECK(points.size() == 6);
  CHECK(labels.size() == 6);
  CHECK(drawn(space, 4).size() == 4);
  CHECK(drawn(ParameterSpace(), 20) == std::vector<Point>{Point()});
}

TEST_CASE("constraints that refuse every draw are an error") {
  const ParameterSpace space = space_of(
      "parameters:\n  n: {range: [1, 100000000], type: integer, default: 1}\n"
      "constraints: [n < 2]\n");
  CHECK(problem_of([&] { (void)drawn(space, 2); }) ==
        "strategy s: has no random point (constraints refuse each of 10000 draws); narrow the "
        "ranges to where the constraints hold");
  CHECK(drawn(space, 1).size() == 1);
}

TEST_CASE("what does not exist has its default, what exists is drawn as ever") {
  const ParameterSpace space = space_of(kConditionalSpace);
  const std::vector<Point> points = drawn(space, 400);
  REQUIRE(points.size() == 400);
  std::set<std::string> seen;
  std::map<engine::ParameterValue, int> orders;
  for (const Point& point : points) {
    CHECK(is_settled(space, point));
    CHECK(seen.insert(point.json()).second);
    ++orders[point.at("order")];
  }
  CHECK(orders[std::string("fcfs")] == 2);  // all that there are
  CHECK(orders[std::string("sjf")] > 150);
  CHECK(orders[std::string("edf")] > 150);
}

}  // namespace servesweep::sweep::random_points_test
