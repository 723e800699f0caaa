#include "sweep/study/parameter_space.h"

#include <doctest/doctest.h>

#include <set>

#include "sweep/study/parameter_value.h"
#include "tests/property.h"
#include "tests/sweep/study/conditional_space.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::parameter_space_test {
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

namespace {

const std::string kBand = R"(parameters:
  low: {values: [1, 2, 3], default: 2}
  mode: {values: [fast, slow], default: slow}
  high: {values: [1, 2, 3], default: 3}
)";

}  // namespace

TEST_CASE("the default point takes defaults, and first grid values where there are none") {
  const ParameterSpace space = parse(
      "{a: {values: [1, 2], default: 2}, b: {values: [x, y]}, c: {range: [0, 1], default: 0.3}}");
  CHECK(space.default_point().label() == "a=2 b=x c=0.3");
  CHECK(space.point_of({}, "--set") == space.default_point());
  CHECK(space.point_of({{"b", "y"}}, "--set").label() == "a=2 b=y c=0.3");
  CHECK(space.point_of({{"c", "0.9"}}, "--set").label() == "a=2 b=x c=0.9");
  CHECK(space.grid_size() == 4);  // c stays at its default
  CHECK(ParameterSpace().default_point().label().empty());
}

TEST_CASE("grid points that violate a constraint are left out") {
  const ParameterSpace space = space_of(kBand + "constraints: [low < high]\n");
  // Of 18 points those with low < high: (1,2), (1,3), (2,3), each in two modes.
  REQUIRE(space.grid_size() == 6);
  CHECK(space.left_out() == 12);
  CHECK(space.grid_point(0).label() == "low=1 mode=fast high=2");
  CHECK(space.grid_point(1).label() == "low=1 mode=fast high=3");
  CHECK(space.grid_point(2).label() == "low=1 mode=slow high=2");
  CHECK(space.grid_point(5).label() == "low=2 mode=slow high=3");
  const ParameterSpace both = space_of(kBand + "constraints: [low < high, low >= 2]\n");
  CHECK(both.grid_size() == 2);
  CHECK(space_of(kBand).left_out() == 0);
}

TEST_CASE("constraints that cannot be fulfilled are refused") {
  CHECK(problem_of([] { (void)space_of(kBand + "constraints: [high < low]\n"); }) ==
        "s.yaml:5: constraints[0]: the default point violates it (high = 3, low = 2); give "
        "defaults that fulfil it");
  CHECK(problem_of([] {
          (void)space_of(
              "parameters: {a: {range: [0, 9], grid: 2, default: 5}}\n"
              "constraints: [a > 1, a < 8]\n");
        }) ==
        "s.yaml:2: constraints: leave no grid point (each of the 2 violates one); relax them or "
        "use other grids");
  CHECK(problem_of([] {
          (void)space_of(kBand + "constraints: [low < high]\n").point_of({{"low", "3"}}, "--set");
        }) ==
        "--set: violates the constraint low < high (low = 3, high = 3); choose values that fulfil "
        "it");
}

TEST_CASE("shares are named values that move together") {
  const ParameterSpace space = space_of(
      "parameters:\n"
      "  a: {values: [1, 2]}\n"
      "  weights: {simplex: [w, v, u], steps: 2, default: [0.5, 0.25, 0.25]}\n"
      "  b: {values: [x, y]}\n"
      "constraints: [w >= v, u <= a]\n");
  CHECK(space.names() == std::vector<std::string>{"a", "w", "v", "u", "b"});
  CHECK(space.dimensions() == 4);
  CHECK(space.default_point().label() == "a=1 w=0.5 v=0.25 u=0.25 b=x");
  // Of the six lattice points, w >= v leaves (1,0,0), (½,½,0), (½,0,½) and (0,0,1).
  REQUIRE(space.grid_size() == 16);
  CHECK(space.left_out() == 8);
  CHECK(space.grid_point(0).label() == "a=1 w=1 v=0 u=0 b=x");
  CHECK(space.grid_point(1).label() == "a=1 w=1 v=0 u=0 b=y");
  CHECK(space.grid_point(6).label() == "a=1 w=0 v=0 u=1 b=x");
  CHECK(space.grid_point(15).label() == "a=2 w=0 v=0 u=1 b=y");
  CHECK(space.point_of({{"w", "0.6"}, {"v", "0.4"}, {"u", "0"}}, "--set").label() ==
        "a=1 w=0.6 v=0.4 u=0 b=x");
  CHECK(problem_of([&] {
          (void)space.point_of({{"w", "0.6"}}, "--set");
        }) == "--set: v is not given (w, v, u add up to 1); set all of them or none");
  CHECK(problem_of([&] {
          (void)space.point_of({{"weights", "1"}}, "--set");
        }).starts_with("--set: no parameter 'weights'"));
}

TEST_CASE("a space written and read again has the same points") {
  const ParameterSpace space =
      space_of(kBand +
               "  w: {simplex: [p, q], steps: 3, default: [0.4, 0.6]}\nconstraints: [low < high, p "
               "<= q]\n");
  io::Value both = io::Value::map();
  both.set("parameters", space.to_value()).set("constraints", space.constraints_to_value());
  const ParameterSpace again = space_of(both.yaml());
  REQUIRE(again.grid_size() == space.grid_size());
  for (std::size_t i = 0; i < space.grid_size(); ++i) {
    CHECK(again.grid_point(i) == space.grid_point(i));
  }
  CHECK(again.default_point() == space.default_point());
  CHECK(again.to_value().json() == space.to_value().json());
}

TEST_CASE("a name is declared once") {
  CHECK(problem_of([] { (void)parse("{w: {values: [1]}, s: {simplex: [v, w], steps: 1}}"); }) ==
        "s.yaml:1: s: 'w' is declared twice; rename one of them");
}

TEST_CASE("grid points differ in parameters that exist, and each counts once") {
  const ParameterSpace space = space_of(
      "parameters:\n"
      "  order: {values: [fcfs, sjf]}\n"
      "  aging: {values: [1, 2, 3], default: 2, when: {order: sjf}}\n"
      "  batch: {values: [8, 16]}\n");
  REQUIRE(space.grid_size() == 8);  // 2 of fcfs, 3 × 2 of sjf
  CHECK(space.left_out() == 0);
  CHECK(space.grid_point(0).label() == "order=fcfs aging=2 batch=8");
  CHECK(space.grid_point(1).label() == "order=fcfs aging=2 batch=16");
  CHECK(space.grid_point(2).label() == "order=sjf aging=1 batch=8");
  CHECK(space.grid_point(7).label() == "order=sjf aging=3 batch=16");
  CHECK(space.dimensions() == 3);
}

TEST_CASE("constraints and chains: what does not exist is neither compared nor counted") {
  const ParameterSpace space = space_of(kConditionalSpace);
  // fcfs: 2 batches. sjf: 3 guards × 3 weights × 2. edf: 3 guards × (2 if never given up, else
  // after in 0, 20, 40: 1 below a batch of 20 and 3 below 60).
  CHECK(space.grid_size() == 2 + 18 + 3 * (2 + 1 + 3));
  CHECK(space.left_out() == 3 * 2);
  CHECK(space.point_of({{"batch", "20"}}, "--set").label() ==
        "order=fcfs guard=7.5 give_up=false after=30 w_work=0.25 w_age=0.75 batch=20");
  CHECK(problem_of([&] {
          (void)space.point_of({{"order", "edf"}, {"give_up", "true"}, {"batch", "20"}}, "--set");
        }) ==
        "--set: violates the constraint after < batch (after = 30, batch = 20); choose values that "
        "fulfil it");
}

TEST_CASE("what does not exist can be set to nothing but its default") {
  const ParameterSpace space = space_of(kConditionalSpace);
  const auto problem = [&](const std::map<std::string, std::string>& settings) {
    return problem_of([&] { (void)space.point_of(settings, "--set"); });
  };
  CHECK(
      problem({{"guard", "8"}}) ==
      "--set: guard = 8 has no effect (it exists only when order is sjf or edf); leave it out, or "
      "set order = sjf");
  CHECK(
      problem({{"order", "edf"}, {"after", "5"}}) ==
      "--set: after = 5 has no effect (it exists only when give_up is true); leave it out, or set "
      "give_up = true");
  CHECK(problem({{"give_up", "false"}, {"order", "sjf"}}) == "no problem");
  CHECK(
      problem({{"w_work", "0.5"}, {"w_age", "0.5"}}) ==
      "--set: w_work = 0.5 has no effect (it exists only when order is sjf); leave it out, or set "
      "order = sjf");
  CHECK(problem({{"w_work", "0.25"}, {"w_age", "0.75"}}) == "no problem");
}

TEST_CASE("a grid may be small where the product of all parameters is not") {
  std::string text = "which: {values: [a, b, c, d]}\n";
  for (const std::string name : {"a", "b", "c", "d"}) {
    text += name + ": {range: [0, 1], grid: 1000, when: {which: " + name + "}}\n";
  }
  CHECK(parse(text).grid_size() == 4000);
}

TEST_CASE("conditions survive being written and read again") {
  const ParameterSpace space = space_of(kConditionalSpace);
  io::Value both = io::Value::map();
  both.set("parameters", space.to_value()).set("constraints", space.constraints_to_value());
  const ParameterSpace again = space_of(both.yaml());
  REQUIRE(again.grid_size() == space.grid_size());
  for (std::size_t i = 0; i < space.grid_size(); ++i) {
    CHECK(again.grid_point(i) == space.grid_point(i));
  }
  CHECK(again.to_value().json() == space.to_value().json());
}

TEST_CASE("no grid point of a conditional space comes twice, and each is one that can be set") {
  check_property([] {
    const ParameterSpace space = any_conditional_space();
    std::set<std::string> seen;
    for (std::size_t i = 0; i < space.grid_size(); ++i) {
      const Point point = space.grid_point(i);
      RC_ASSERT(seen.insert(point.json()).second);
      RC_ASSERT(is_settled(space, point));
      std::map<std::string, std::string> settings;
      for (const auto& [name, value] : point.values()) settings[name] = text_of(value);
      RC_ASSERT(space.point_of(settings, "--set") == point);
    }
  });
}

}  // namespace servesweep::sweep::parameter_space_test
