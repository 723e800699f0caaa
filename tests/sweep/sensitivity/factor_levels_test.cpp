#include "sweep/sensitivity/factor_levels.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/conditional_space.h"

namespace servesweep::sweep::factor_levels_test {

TEST_CASE("levels are all values, or divide the scale") {
  const std::vector<FactorLevels> levels = levels_of(space_of(R"(parameters:
  order: {values: [fcfs, sjf, edf]}
  shares: {simplex: [a, b, c], steps: 2}
  budget: {values: [512, 64, 128]}
  weight: {range: [1, 256], scale: log, grid: 2}
  small: {range: [1, 12], type: integer, grid: 2}
  large: {range: [1, 13], type: integer, grid: 2}
)"));
  REQUIRE(levels.size() == 6);
  CHECK_FALSE(levels[0].ordered);
  CHECK(levels[0].texts == std::vector<std::string>{"fcfs", "sjf", "edf"});
  CHECK(levels[1].empty());
  CHECK(levels[2].texts == std::vector<std::string>{"64", "128", "512"});
  CHECK(levels[3].texts ==
        std::vector<std::string>{"1", "2", "4", "8", "16", "32", "64", "128", "256"});
  CHECK(levels[4].texts.size() == 12);
  CHECK(levels[5].texts.size() == 9);
  CHECK(levels[5].texts.front() == "1");
  CHECK(levels[5].texts.back() == "13");
  CHECK(levels[3].range_text(1, 3) == "2 to 8");
  CHECK(levels[3].range_text(8, 8) == "256");
  // The pieces around the ends are half as wide.
  CHECK(levels[3].nearest(0.06) == 0);
  CHECK(levels[3].nearest(0.07) == 1);
  CHECK(levels[3].nearest(1) == 8);
}

}  // namespace servesweep::sweep::factor_levels_test
