#include "sweep/cli/point_names.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::test::point_names_test {
namespace {

io::StudyIndex index() {
  io::StudyIndex index;
  index.strategies = {"base", "grid"};
  index.points = {{.id = 0, .strategy = "base", .parameters = "{}"},
                  {.id = 1, .strategy = "grid", .parameters = "{}"},
                  {.id = 2, .strategy = "grid", .parameters = "{}"},
                  {.id = 3, .strategy = "grid", .parameters = "{}"}};
  return index;
}

}  // namespace

TEST_CASE("point names: by strategy, with counts where it has several") {
  CHECK(point_names(index(), {1, 3}, false) == "grid (2 of 3 points)");
  CHECK(point_names(index(), {3, 0}, false) == "base, grid (1 of 3 points)");
}

TEST_CASE("point names: by id") {
  CHECK(point_names(index(), {2}, true) == "point 2");
  CHECK(point_names(index(), {1, 3}, true) == "points 1, 3");
}

}  // namespace servesweep::sweep::test::point_names_test
