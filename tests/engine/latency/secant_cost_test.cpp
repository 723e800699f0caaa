#include "engine/latency/secant_cost.h"

#include <doctest/doctest.h>

#include "engine/latency/linear_latency.h"

namespace secant_cost_test {

using namespace servesweep::engine;

TEST_CASE("secant_cost: of a linear model, the model itself with one decode in its fixed part") {
  const StepCost cost = secant_cost(LinearLatency({.alpha = {}, .beta = {1000, 20, 3}}));
  CHECK(cost.fixed_us == 1003);
  CHECK(cost.prefill_us_per_token == 20);
  CHECK(cost.decode_us_per_request == 3);
}

}  // namespace secant_cost_test
