#include "sweep/study/search.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::search_test {
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

TEST_CASE("a search that learns goes by generations, or has a number of points under way") {
  const Search bayes = parse("{method: bayes, points: 120, generation: 4, ahead: 1}");
  CHECK(bayes.method == SearchMethod::bayes);
  CHECK(bayes.generation == 4);
  CHECK(bayes.ahead == 1);
  CHECK(parse("{method: auto, points: 9}").generation == 0);
  CHECK(parse("{method: nsga2, points: 9, asynchronous: 64}").asynchronous == 64);
  CHECK(problem("{method: bayes, points: 9, asynchronous: 2, ahead: 1}") ==
        "s.yaml:1: asynchronous: does not go with generations (points are proposed one by one or "
        "in generations); remove it, or generation and ahead");
  const Search race = parse("{method: race, points: 64, first_seeds: 3, keep: 0.25}");
  CHECK(race.first_seeds == 3);
  CHECK(race.keep == 0.25);
  CHECK(race.horizon == 1);
  CHECK(parse("{method: race, points: 64, horizon: 0.25}").horizon == 0.25);
  CHECK(problem("{method: race, points: 64, horizon: 1.5}").starts_with("s.yaml:1: horizon"));
  CHECK(problem("{method: race, points: 64, first_seeds: 1}").starts_with("s.yaml:1: first_seeds"));
}

TEST_CASE("a search is the same after being written and read again") {
  CHECK(parse("{method: defaults}").to_value().json() == R"({"method":"defaults"})");
  CHECK(parse("{method: random, points: 20}").to_value().json() ==
        R"({"method":"random","points":20,"seed":0})");
  for (const std::string text :
       {R"({"method":"sobol","points":20,"seed":3})",
        R"({"method":"bayes","points":20,"seed":0,"generation":5,"ahead":2})",
        R"({"method":"cmaes","points":20,"seed":0,"ahead":0})",
        R"({"method":"nsga2","points":20,"seed":0,"asynchronous":7})",
        R"({"method":"race","points":20,"seed":0,"first_seeds":2,"keep":0.5})",
        R"({"method":"race","points":20,"seed":0,"first_seeds":2,"keep":0.5,"horizon":0.25})"}) {
    CHECK(parse(text).to_value().json() == text);
  }
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

}  // namespace servesweep::sweep::search_test
