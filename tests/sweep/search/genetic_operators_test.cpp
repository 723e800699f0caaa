#include "sweep/search/genetic_operators.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

namespace servesweep::sweep::genetic_operators_test {
namespace {

constexpr int kDraws = 4000;
/// Four standard deviations of the number of heads.
const double kTolerance = 4 * std::sqrt(kDraws * 0.25);

engine::Stream stream(int index) {
  return {1, engine::StreamPurpose("test.genetic"), static_cast<std::uint64_t>(index)};
}

const SearchSpace kLine({Dimension::real("x")});

}  // namespace

TEST_CASE("a crossover's child is inside half of the time, a parent's copy half of the time") {
  const GeneticOperators operators{.crossover_probability = 1};
  int copies = 0, inside = 0, near_first = 0;
  for (int i = 0; i < kDraws; ++i) {
    engine::Stream draws = stream(i);
    const double child = operators.cross(kLine, {0.49}, {0.51}, draws)[0];
    CHECK(child >= 0);
    CHECK(child <= 1);
    copies += child == 0.49 || child == 0.51 ? 1 : 0;
    inside += child > 0.49 && child < 0.51 ? 1 : 0;
    near_first += child < 0.5 ? 1 : 0;
  }
  CHECK(std::abs(copies - kDraws / 2) < kTolerance);
  // The bounds are far, so half of the crossed ones contract.
  CHECK(std::abs(inside - kDraws / 4) < kTolerance);
  CHECK(std::abs(near_first - kDraws / 2) < kTolerance);
}

TEST_CASE("the spread of a crossover has the median that its index says") {
  // Contracting: spread = draw^(1/(η+1)) with a median of 2^(−1/(η+1)), 1/2 for η = 0.
  const GeneticOperators operators{.crossover_probability = 1, .crossover_index = 0};
  int contracting = 0, small = 0;
  for (int i = 0; i < kDraws; ++i) {
    engine::Stream draws = stream(i);
    const double child = operators.cross(kLine, {0.49}, {0.51}, draws)[0];
    const double spread = std::abs(child - 0.5) / 0.01;
    if (spread > 1 - 1e-9) continue;
    ++contracting;
    small += spread < 0.5 ? 1 : 0;
  }
  CHECK(std::abs(small - contracting / 2.0) < 4 * std::sqrt(contracting * 0.25));
}

TEST_CASE("nothing piles up at the bounds: between parents there every crossover contracts") {
  const GeneticOperators operators{.crossover_probability = 1, .crossover_index = 2};
  int at_bounds = 0;
  for (int i = 0; i < kDraws; ++i) {
    engine::Stream draws = stream(i);
    const double child = operators.cross(kLine, {0}, {1}, draws)[0];
    at_bounds += child == 0 || child == 1 ? 1 : 0;
  }
  CHECK(std::abs(at_bounds - kDraws / 2) < kTolerance);  // the parents' copies
}

TEST_CASE("parents at the bounds have no children outside, and categories only change hands") {
  const SearchSpace space({Dimension::real("x"), Dimension::categorical("c", 5)});
  const GeneticOperators operators{.crossover_probability = 1, .crossover_index = 0};
  std::set<double> categories;
  for (int i = 0; i < 200; ++i) {
    engine::Stream draws = stream(i);
    const UnitPoint child = operators.cross(space, {0, 0.1}, {1, 0.9}, draws);
    CHECK(child[0] >= 0);
    CHECK(child[0] <= 1);
    categories.insert(child[1]);
  }
  CHECK(categories == std::set{0.1, 0.9});
}

TEST_CASE("new coordinates have 40 binary digits, so that the last bits of pow do not matter") {
  const GeneticOperators operators{.crossover_probability = 1};
  for (int i = 0; i < 100; ++i) {
    engine::Stream draws = stream(i);
    UnitPoint point = operators.cross(kLine, {0.25}, {0.75}, draws);
    operators.mutate(kLine, point, draws);
    CHECK(point[0] * 0x1p40 == std::floor(point[0] * 0x1p40));
  }
}

TEST_CASE("without a crossover the child is the first parent") {
  engine::Stream draws = stream(0);
  CHECK(GeneticOperators{.crossover_probability = 0}.cross(kLine, {0.2}, {0.8}, draws) ==
        UnitPoint{0.2});
}

TEST_CASE("a mutation changes as many coordinates as expected, by as much as its index says") {
  const SearchSpace space({Dimension::real("x"), Dimension::integer("n", {.low = 0, .high = 9}),
                           Dimension::real("z"), Dimension::real("w")});
  const GeneticOperators operators{.mutation_index = 1};
  // In the middle the step is √(2u + (1 − 2u)/4) − 1 and its mirror image; here at u = 1/4.
  const double median = 1 - std::sqrt(0.625);
  int changed = 0, down = 0, small = 0;
  for (int i = 0; i < kDraws; ++i) {
    engine::Stream draws = stream(i);
    UnitPoint point(4, 0.5);
    operators.mutate(space, point, draws);
    for (const double one : point) {
      if (one == 0.5) continue;
      ++changed;
      down += one < 0.5 ? 1 : 0;
      small += std::abs(one - 0.5) < median ? 1 : 0;
    }
  }
  // One of four coordinates, with the variance 4·(1/4)·(3/4).
  CHECK(std::abs(changed - kDraws) < 4 * std::sqrt(kDraws * 0.75));
  CHECK(std::abs(down - changed / 2.0) < 4 * std::sqrt(changed * 0.25));
  CHECK(std::abs(small - changed / 2.0) < 4 * std::sqrt(changed * 0.25));
}

TEST_CASE("a mutation never leaves the cube, and may take any category") {
  const SearchSpace space({Dimension::real("x"), Dimension::categorical("c", 4)});
  const GeneticOperators operators{.mutation_index = 0, .mutations = 2};
  std::set<double> categories;
  for (int i = 0; i < 200; ++i) {
    engine::Stream draws = stream(i);
    UnitPoint point{i % 2 == 0 ? 0.0 : 1.0, 0.1};
    operators.mutate(space, point, draws);
    CHECK(point[0] >= 0);
    CHECK(point[0] <= 1);
    categories.insert(space.values(point)[1]);
  }
  CHECK(categories.size() == 4);
}

}  // namespace servesweep::sweep::genetic_operators_test
