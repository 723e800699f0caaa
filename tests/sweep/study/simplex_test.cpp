#include "sweep/study/simplex.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::simplex_test {
namespace {

Simplex parse(const std::string& spec) {
  return Simplex::read("w", io::Document::parse("w: " + spec, "s.yaml").at("w"));
}

std::string problem(const std::string& spec) {
  return problem_of([&] { (void)parse(spec); });
}

}  // namespace

TEST_CASE("the lattice goes from all on the first share to all on the last, the last fastest") {
  const Simplex simplex = parse("{simplex: [a, b, c], steps: 2}");
  // C(2 + 2, 2) = 6 ways to share out two halves among three.
  const std::vector<std::vector<double>> expected = {{1, 0, 0}, {0.5, 0.5, 0}, {0.5, 0, 0.5},
                                                     {0, 1, 0}, {0, 0.5, 0.5}, {0, 0, 1}};
  CHECK(simplex.grid == expected);
  CHECK(simplex.default_shares() == expected[0]);
  CHECK(parse("{simplex: [a, b, c], steps: 4}").grid.size() == 15);         // C(6, 2)
  CHECK(parse("{simplex: [a, b, c, d, e], steps: 6}").grid.size() == 210);  // C(10, 4)
}

TEST_CASE("every lattice point is one that a search may use, also where steps do not divide 1") {
  const Simplex simplex = parse("{simplex: [a, b, c], steps: 7}");
  CHECK(simplex.grid.size() == 36);  // C(9, 2)
  for (const std::vector<double>& shares : simplex.grid) CHECK(simplex.contains(shares));
  CHECK(simplex.grid[1][0] == 0.857142857143);  // 6/7 to 12 digits
}

TEST_CASE("shares are not negative and add up to 1 within 1e-9") {
  const Simplex simplex = parse("{simplex: [a, b], steps: 1}");
  CHECK(simplex.contains({0.25, 0.75}));
  CHECK(simplex.contains({0.25, 0.7500000005}));
  CHECK_FALSE(simplex.contains({0.25, 0.750000002}));
  CHECK_FALSE(simplex.contains({-0.5, 1.5}));
  CHECK_FALSE(simplex.contains({0.5, 0.25, 0.25}));
}

TEST_CASE("a default alone is the whole grid, and need not be on the lattice") {
  const Simplex alone = parse("{simplex: [a, b], default: [0.3, 0.7], meaning: who gets what}");
  CHECK(alone.grid == std::vector<std::vector<double>>{{0.3, 0.7}});
  CHECK(alone.meaning == "who gets what");
  const Simplex both = parse("{simplex: [a, b], steps: 2, default: [0.3, 0.7]}");
  CHECK(both.grid.size() == 3);
  CHECK(both.default_shares() == std::vector<double>{0.3, 0.7});
}

TEST_CASE("a simplex written and read again") {
  for (const char* spec : {"{simplex: [a, b], steps: 4}", "{simplex: [a, b], default: [0.3, 0.7]}",
                           "{simplex: [a, b], steps: 2, default: [0.3, 0.7], meaning: text}"}) {
    const Simplex simplex = parse(spec);
    const Simplex again = parse(simplex.to_value().json());
    CHECK(again.grid == simplex.grid);
    CHECK(again.to_value().json() == simplex.to_value().json());
  }
}

TEST_CASE("wrong simplices are refused in one line") {
  CHECK(problem("{simplex: [a], steps: 2}") ==
        "s.yaml:1: w.simplex: names 1 shares (they add up to 1 among themselves); name 2 to 16");
  CHECK(problem("{simplex: [a, b c], steps: 2}") ==
        "s.yaml:1: w.simplex[1]: 'b c' cannot be a parameter name; use letters, digits and _");
  CHECK(problem("{simplex: [a, b]}") ==
        "s.yaml:1: w: has neither steps nor a default (nothing says which shares to take); add "
        "steps: n, or default: [...] to stay there under grid search");
  CHECK(problem("{simplex: [a, b], default: [0.5, 0.4]}") ==
        "s.yaml:1: w.default: [0.5, 0.4] are no shares of a whole; give 2 numbers >= 0 that add up "
        "to 1");
  CHECK(problem("{simplex: [a, b], steps: 0}") ==
        "s.yaml:1: w.steps: 0 is out of range; write an integer from 1 to 10000");
  CHECK(problem("{simplex: [a, b, c, d, e, f, g], steps: 100}") ==
        "s.yaml:1: w.steps: the lattice has more than 10000 points; use fewer steps");
  CHECK(problem("{simplex: [a, b], step: 2}") ==
        "s.yaml:1: w.step: unknown field; did you mean 'steps'?");
}

}  // namespace servesweep::sweep::simplex_test
