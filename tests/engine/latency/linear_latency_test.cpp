#include "engine/latency/linear_latency.h"

#include <doctest/doctest.h>

namespace linear_latency_test {

using namespace servesweep::engine;

TEST_CASE("LinearLatency: coefficients times tokens, truncated") {
  const LinearLatency latency({.alpha = {10.6, 0.5, 7.9}, .beta = {100.25, 2.5, 0.5}});
  CHECK(latency.queueing_us(0) == 10);
  CHECK(latency.queueing_us(3) == 12);  // 12.1
  CHECK(latency.output_overhead_us() == 7);
  CHECK(latency.step_us({}) == 100);
  CHECK(latency.step_us({.prefill_tokens = 3, .decode_tokens = 0}) == 107);  // 107.75
  CHECK(latency.step_us({.prefill_tokens = 3, .decode_tokens = 1}) == 108);  // 108.25
}

TEST_CASE("LinearLatency: recorded steps of a measured model") {
  const LinearLatency latency({.alpha = {1601.350510688092, 3.512476196805965, 1805.5430360826988},
                               .beta = {6910.420479880494, 17.67057489844186, 2.8377471109943855}});
  CHECK(latency.queueing_us(147) == 2117);
  CHECK(latency.output_overhead_us() == 1805);
  CHECK(latency.step_us({.prefill_tokens = 48, .decode_tokens = 0}) == 7758);
  CHECK(latency.step_us({.prefill_tokens = 106, .decode_tokens = 4}) == 8794);
  CHECK(latency.step_us({.prefill_tokens = 0, .decode_tokens = 1}) == 6913);
}

TEST_CASE("LinearLatency: the linearised cost is the model, and no step gets faster with tokens") {
  const LinearLatency latency({.alpha = {}, .beta = {100.25, 2.5, 0.5}});
  const StepCost cost = latency.cost();
  CHECK(cost.fixed_us == 100.25);
  CHECK(cost.prefill_us_per_token == 2.5);
  CHECK(cost.decode_us_per_request == 0.5);
  TimeUs last = 0;
  for (std::int64_t tokens = 0; tokens < 100; ++tokens) {
    const TimeUs step = latency.step_us({.prefill_tokens = tokens, .decode_tokens = tokens});
    CHECK(step >= last);
    CHECK(step == static_cast<TimeUs>(cost.step_us(double(tokens), double(tokens))));
    last = step;
  }
}

}  // namespace linear_latency_test
