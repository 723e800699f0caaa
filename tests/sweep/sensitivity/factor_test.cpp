#include "sweep/sensitivity/factor.h"

#include <doctest/doctest.h>

#include "sweep/search/search_space.h"
#include "tests/sweep/study/conditional_space.h"

namespace servesweep::sweep::factor_test {

TEST_CASE("factors are the parameters that move, and shares are one") {
  const ParameterSpace space = space_of(R"(parameters:
  order: {values: [fcfs, sjf, edf]}
  fixed: {values: [3]}
  shares: {simplex: [a, b, c], steps: 2}
  budget: {range: [1, 9], type: integer, grid: 3}
  strict: {values: [true, false]}
)");
  const std::vector<Factor> factors = factors_of(space);
  REQUIRE(factors.size() == 4);
  CHECK(factors[0].name == "order");
  CHECK(factors[0].kind == Dimension::Kind::categorical);
  CHECK(factors[1].name == "shares");
  CHECK(factors[1].first == 1);
  CHECK(factors[1].count == 2);
  CHECK(factors[2].first == 3);
  CHECK(factors[2].kind == Dimension::Kind::ordered);
  CHECK(factors[3].kind == Dimension::Kind::boolean);
  CHECK(coordinates_of(factors) == 5);
  CHECK(SearchSpace(space).dimensions().size() == 5);
  CHECK(coordinates_of({}) == 0);
}

}  // namespace servesweep::sweep::factor_test
