#include "sweep/study/search.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep {
namespace {

Search parse(const std::string& text) {
  return Search::read(io::Document::parse(text, "s.yaml"));
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("a search has a method, and a random one its points and seed") {
  CHECK(parse("{method: grid}").method == SearchMethod::grid);
  CHECK(parse("{method: defaults}").method == SearchMethod::defaults);
  const Search random = parse("{method: random, points: 20, seed: 7}");
  CHECK(random.method == SearchMethod::random);
  CHECK(random.points == 20);
  CHECK(random.seed == 7);
  CHECK(parse("{method: random, points: 1}").seed == 0);
}

TEST_CASE("a search is the same after being written and read again") {
  CHECK(parse("{method: defaults}").to_value().json() == R"({"method":"defaults"})");
  CHECK(parse("{method: random, points: 20}").to_value().json() ==
        R"({"method":"random","points":20,"seed":0})");
}

TEST_CASE("what is no search is refused") {
  CHECK(problem("{method: grids}") ==
        "s.yaml:1: method: unknown word 'grids'; did you mean "
        "'grid'?");
  CHECK(problem("{method: random}").starts_with("s.yaml:1: "));
  CHECK(problem("{method: random, points: 0}").starts_with("s.yaml:1: points: "));
  CHECK(problem("{method: random, points: 2, seed: -1}").starts_with("s.yaml:1: seed: "));
  CHECK(problem("{method: grid, points: 5}").starts_with("s.yaml:1: points: unknown"));
}

TEST_CASE("a baseline is tried at its default point only") {
  const ParameterSpace space =
      ParameterSpace::read(io::Document::parse("a: {range: [0, 9], default: 5}", "s.yaml"));
  const Search search = parse("{method: random, points: 4}");
  CHECK(search.draw(space, "s", false).size() == 4);
  const std::vector<Point> baseline = search.draw(space, "s", true);
  REQUIRE(baseline.size() == 1);
  CHECK(baseline[0] == space.default_point());
}

}  // namespace servesweep::sweep
