#include "engine/policy/chunking/regime_budget.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"
#include "tests/engine/run_rows.h"

namespace regime_budget_test {

using namespace servesweep::engine;

namespace {

std::unique_ptr<ChunkingPolicy> budget(
    std::map<std::string, ParameterValue, std::less<>> values = {}) {
  for (const auto& [name, value] : std::map<std::string, double>{{"calm_tokens", 500},
                                                                 {"busy_tokens", 1000},
                                                                 {"overload_tokens", 4000},
                                                                 {"hysteresis", 0.5}}) {
    values.emplace(name, value);
  }
  auto policy = make_policy(chunking_policies(), "regime-budget", std::move(values));
  policy->reset(2);
  return policy;
}

StepView at(TimeUs now_us, std::int64_t prompt_tokens, std::int32_t instance = 0) {
  return {.now_us = now_us,
          .max_tokens_per_step = 8020,
          .decoding = 20,
          .running_prefill_tokens = prompt_tokens,
          .instance = InstanceId(instance)};
}

/// What a decoding request and a queue experience: at 0.1 s a prompt of 6,000 tokens comes while
/// the first request decodes; from 5 s on 100 prompts of 2,000, one every 20 ms.
struct Experience {
  double largest_gap_us = 0;  ///< between tokens of the first request; no other has gaps
  TimeUs last_ttft_us = 0;
};

Experience experience(double calm, double overload) {
  Scenario scenario;
  scenario.latency.beta = {7000, 20, 3};
  scenario.batch = {.max_running = 1024, .max_tokens_per_step = 8192};
  scenario.chunking = {
      .policy = "regime-budget",
      .parameters = {{"calm_tokens", calm}, {"busy_tokens", calm}, {"overload_tokens", overload}},
      .scorers = {}};
  std::vector<WorkloadBuilder::Row> rows{{.arrival_us = 0, .input_tokens = 10, .output_tokens = 30},
                                         {.arrival_us = 100'000, .input_tokens = 6000}};
  for (TimeUs i = 0; i < 100; ++i) {
    rows.push_back({.arrival_us = 5'000'000 + 20'000 * i, .input_tokens = 2000});
  }
  const Outcome outcome = run_rows(scenario, rows);
  return {.largest_gap_us = outcome.summary.itl.max_us,
          .last_ttft_us = outcome.records.back().ttft_us};
}

}  // namespace

TEST_CASE("RegimeBudget: by prompt work in full steps, unsmoothed") {
  const auto policy = budget({{"ewma_us", 0.0}, {"dwell_us", 0.0}});
  CHECK(policy->sizes_steps());
  CHECK(policy->limit_tokens(some_request(SloTier::critical)) == 0);
  CHECK(policy->step_tokens(at(1, 2000)) == 520);   // rho 0.25 is not above 0.25
  CHECK(policy->step_tokens(at(2, 2008)) == 1020);  // 0.251
  CHECK(policy->step_tokens(at(3, 1000)) == 1020);  // 0.125 is not below
  CHECK(policy->step_tokens(at(4, 8008)) == 4020);  // 1.001
  CHECK(policy->step_tokens(at(5, 4000)) == 4020);  // 0.5
  CHECK(policy->step_tokens(at(6, 3992)) == 1020);  // 0.499
  CHECK(policy->step_tokens(at(7, 992)) == 520);    // 0.124
  const RequestFacts next = some_request(SloTier::standard, 3000);
  StepView waiting = at(8, 2000);
  waiting.next = &next;
  waiting.waiting = 3;
  CHECK(policy->step_tokens(waiting) == 4020);  // (2,000 + 9,000) / 8,000
}

TEST_CASE("RegimeBudget: smoothed, dwelling, and every instance for itself") {
  const auto policy = budget({{"ewma_us", 1000.0}, {"dwell_us", 500.0}});
  // 0.5·(1 − exp(−t/1,000)) exceeds 0.25 after 693 us.
  CHECK(policy->step_tokens(at(0, 4000)) == 520);
  CHECK(policy->step_tokens(at(693, 4000)) == 520);
  CHECK(policy->step_tokens(at(694, 4000, 1)) == 520);
  CHECK(policy->step_tokens(at(694, 80'000)) == 1020);
  CHECK(policy->step_tokens(at(1193, 80'000)) == 1020);  // rho 4, but 499 us after the change
  CHECK(policy->step_tokens(at(1194, 80'000)) == 4020);
  policy->reset(2);
  CHECK(policy->step_tokens(at(0, 80'000)) == 520);
}

TEST_CASE("RegimeBudget: within the engine's limit, also when decodes fill it") {
  const auto policy = budget({{"ewma_us", 0.0}});
  StepView full = at(1, 100);
  full.max_tokens_per_step = 20;
  CHECK(policy->step_tokens(full) == 20);  // rho 100: overloaded
  CHECK_THROWS_AS(budget({{"busy_tokens", 0.0}}), Problem);
}

TEST_CASE("RegimeBudget: an even pace as with small steps, a queue served as with large ones") {
  const Experience small = experience(512, 512), large = experience(8192, 8192),
                   both = experience(512, 8192);
  // 7 ms plus 20 us per prompt token in the step, and 3 us for the decode.
  CHECK(small.largest_gap_us == doctest::Approx(7000 + 512 * 20 + 3));
  CHECK(both.largest_gap_us == small.largest_gap_us);
  CHECK(large.largest_gap_us == doctest::Approx(7000 + 6000 * 20 + 3));
  // 200,000 tokens in steps of 17.2 ms per 512 (6.7 s) or of 171 ms per 8,192 (4.2 s), 2 s of it
  // before the last arrival.
  CHECK(small.last_ttft_us > 4'600'000);
  CHECK(large.last_ttft_us < 2'400'000);
  CHECK(both.last_ttft_us < 2'700'000);
}

}  // namespace regime_budget_test
