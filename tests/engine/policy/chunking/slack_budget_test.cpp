#include "engine/policy/chunking/slack_budget.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"
#include "tests/property.h"

namespace slack_budget_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

/// A step takes 1000 µs + 10 µs per prompt token + 20 µs per decode.
StepView step_view(const RequestFacts* next, TimeUs now_us, std::int32_t decoding = 0) {
  return {.now_us = now_us,
          .max_tokens_per_step = 8192,
          .decoding = decoding,
          .next = next,
          .cost = {.fixed_us = 1000, .prefill_us_per_token = 10, .decode_us_per_request = 20}};
}

/// Half of the slack, standard target 20000 µs, at least 100 tokens; `changes` win.
auto slack_budget(const Values& changes = {}) {
  Values values{
      {"slack_fraction", 0.5}, {"min_tokens", 100.0}, {"ttft_target_standard_us", 20'000.0}};
  for (const auto& [name, value] : changes) values[name] = value;
  return make_policy(chunking_policies(), "slack-budget", values);
}

}  // namespace

TEST_CASE("SlackBudget: the step ends within a share of the next request's slack") {
  const RequestFacts next = some_request(SloTier::standard, 100, 5000);  // due at 25000
  const auto policy = slack_budget();
  CHECK(policy->sizes_steps());
  // Slack 20000: (10000 − 1000)/10 = 900. With 50 decodes (10000 − 2000)/10 = 800, plus 50.
  CHECK(policy->step_tokens(step_view(&next, 5000)) == 900);
  CHECK(policy->step_tokens(step_view(&next, 5000, 50)) == 850);
  CHECK(policy->step_tokens(step_view(&next, 20'995)) == 100);      // 100.25
  CHECK(policy->step_tokens(step_view(&next, 24'999, 50)) == 150);  // no slack: min_tokens
  CHECK(policy->step_tokens(step_view(&next, 30'000, 50)) == 150);
  CHECK(policy->step_tokens(step_view(nullptr, 5000, 50)) == 8192);  // nobody is in a hurry
  RequestFacts urgent = next;
  urgent.ttft_target_us = 8000;  // (4000 − 1000)/10
  CHECK(policy->step_tokens(step_view(&urgent, 5000)) == 300);
}

TEST_CASE("SlackBudget: limits of the parameters") {
  const RequestFacts next = some_request(SloTier::standard, 100, 5000);
  CHECK(slack_budget({{"slack_fraction", 0.0}})->step_tokens(step_view(&next, 5000)) == 100);
  CHECK(slack_budget({{"slack_fraction", 10.0}})->step_tokens(step_view(&next, 5000)) == 8192);
  CHECK(slack_budget({{"max_tokens", 700.0}})->step_tokens(step_view(&next, 5000, 50)) == 750);
  CHECK(slack_budget({{"max_tokens", 700.0}})->step_tokens(step_view(nullptr, 0)) == 700);
  CHECK(slack_budget({{"min_tokens", 1e9}})->step_tokens(step_view(&next, 30'000)) == 8192);
  CHECK(slack_budget({{"max_tokens", 1.0}})->step_tokens(step_view(&next, 30'000)) == 1);
  const auto late = slack_budget({{"late_tokens", 3000.0}});
  CHECK(late->step_tokens(step_view(&next, 25'000)) == 3000);
  CHECK(late->step_tokens(step_view(&next, 24'999)) == 100);
  StepView free_prefill = step_view(&next, 5000, 50);
  free_prefill.cost.prefill_us_per_token = 0;
  CHECK(slack_budget()->step_tokens(free_prefill) == 8192);
  free_prefill.now_us = 24'999;
  CHECK(slack_budget()->step_tokens(free_prefill) == 150);
  CHECK_THROWS_AS(slack_budget({{"min_tokens", 0.0}}), Problem);
}

TEST_CASE("SlackBudget: a limit per request and tier applies besides, none by default") {
  const auto policy = slack_budget({{"critical_tokens", 64.0}});
  CHECK(policy->limit_tokens(some_request(SloTier::critical)) == 64);
  CHECK(policy->limit_tokens(some_request(SloTier::standard)) == 0);
  CHECK(slack_budget()->limit_tokens(some_request(SloTier::critical)) == 0);
}

TEST_CASE("SlackBudget: the decodes' target goes before everything but one prompt token") {
  const auto policy = slack_budget({{"decode_target_us", 3000.0}});
  // (3000 − 1000 − 20·50)/10 = 100 beside 50 decodes; (3000 − 1000 − 20·95)/10 = 10 beside 95.
  CHECK(policy->step_tokens(step_view(nullptr, 0, 50)) == 150);
  CHECK(policy->step_tokens(step_view(nullptr, 0, 95)) == 105);
  CHECK(policy->step_tokens(step_view(nullptr, 0, 200)) == 201);
  CHECK(policy->step_tokens(step_view(nullptr, 0, 0)) == 8192);
  CHECK(servesweep::counterexample([&] {
          RequestFacts next = some_request(SloTier::standard);
          next.ttft_target_us = *rc::gen::inRange(1, 100'000);
          const StepView view =
              step_view(&next, *rc::gen::inRange(0, 50'000), *rc::gen::inRange(1, 200));
          const std::int32_t prompt_tokens = policy->step_tokens(view) - view.decoding;
          RC_ASSERT(prompt_tokens >= 1);
          if (prompt_tokens > 1) RC_ASSERT(view.cost.step_us(prompt_tokens, view.decoding) <= 3000);
        }) == "");
}

TEST_CASE("SlackBudget: the slack of the oldest instead of the next") {
  const RequestFacts next = some_request(SloTier::standard, 100, 5000);
  const RequestFacts oldest = some_request(SloTier::standard, 100, 1000);  // due at 21000
  StepView view = step_view(&next, 5000);
  view.oldest = &oldest;
  CHECK_FALSE(slack_budget()->needs_oldest());
  CHECK(slack_budget()->step_tokens(view) == 900);
  const auto policy = slack_budget({{"of_oldest", true}});
  CHECK(policy->needs_oldest());
  CHECK(policy->step_tokens(view) == 700);  // (8000 − 1000)/10
  CHECK(policy->step_tokens(step_view(nullptr, 5000)) == 8192);
}

TEST_CASE("SlackBudget: limits per tier apply once so much memory is in use") {
  CHECK_FALSE(slack_budget({{"critical_tokens", 64.0}})->lifts_limits());
  const auto policy = slack_budget({{"critical_tokens", 64.0}, {"no_chunk_below", 0.6}});
  CHECK(policy->lifts_limits());
  CHECK(policy->limit_tokens(some_request(SloTier::critical)) == 64);
  StepView view = step_view(nullptr, 0);
  view.used_kv_share = 0.59;
  CHECK_FALSE(policy->limits_apply(view));
  view.used_kv_share = 0.6;
  CHECK(policy->limits_apply(view));
  CHECK_THROWS_AS(slack_budget({{"no_chunk_below", 1.1}}), Problem);
}

}  // namespace slack_budget_test
