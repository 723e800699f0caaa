#include "sweep/ranking/nondominated.h"

#include <doctest/doctest.h>

#include <random>

namespace servesweep::sweep::test::nondominated_test {
namespace {

using Places = std::vector<std::size_t>;

}  // namespace

TEST_CASE("nondominated: by hand, equal points dominate neither") {
  CHECK(nondominated({}).empty());
  CHECK(nondominated({{1, 4}, {2, 2}, {3, 3}, {4, 1}, {2, 2}, {1, 5}}) == Places{0, 1, 3, 4});
}

TEST_CASE("nondominated: as the layers of pagmo say, ties included") {
  std::mt19937_64 random(11);
  for (std::size_t objectives = 1; objectives <= 4; ++objectives) {
    for (int repetition = 0; repetition < 20; ++repetition) {
      std::vector<Objectives> points(40, Objectives(objectives));
      for (Objectives& point : points) {
        for (double& value : point) value = static_cast<double>(random() % 8);
      }
      CHECK(nondominated(points) == pareto_front(points));
    }
  }
}

TEST_CASE("nondominated throughout: who loses under every seed cannot win on any mean") {
  // 1 loses to 0 in both objectives under both seeds; 2 wins under the second seed; 3 is level with
  // 0 in the first objective and worse in the second; 4 is equal to 0.
  const std::vector<std::vector<Objectives>> runs = {
      {{1, 1}, {2, 2}}, {{2, 2}, {3, 3}}, {{3, 3}, {1, 1}}, {{1, 2}, {2, 3}}, {{1, 1}, {2, 2}}};
  CHECK(never_dominated_throughout(runs) == Places{0, 2, 4});
}

TEST_CASE("nondominated throughout: worse in another objective under each seed may be level") {
  // With weights only on the first seed both are level in the second objective.
  const std::vector<std::vector<Objectives>> runs = {{{1, 1}, {1, 1}}, {{2, 1}, {1, 2}}};
  CHECK(never_dominated_throughout(runs).size() == 2);
}

}  // namespace servesweep::sweep::test::nondominated_test
