#include "engine/policy/chunking/attained_slack.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace attained_slack_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

/// A step takes 1000 µs + 10 µs per prompt token.
StepView step_view(const RequestFacts* next, TimeUs now_us, std::int32_t instance = 0) {
  return {.now_us = now_us,
          .max_tokens_per_step = 8192,
          .next = next,
          .cost = {.fixed_us = 1000, .prefill_us_per_token = 10, .decode_us_per_request = 20},
          .instance = InstanceId(instance)};
}

/// Half of the slack to 20000 µs or twice the wait, at least 100 tokens; `changes` win.
auto attained_slack(const Values& changes = {}) {
  Values values{{"slack_fraction", 0.5},
                {"min_tokens", 100.0},
                {"ttft_target_standard_us", 20'000.0},
                {"stretch", 2.0},
                {"memory_us", 1e12}};
  for (const auto& [name, value] : changes) values[name] = value;
  auto policy = make_policy(chunking_policies(), "attained-slack", values);
  policy->reset(2);
  return policy;
}

}  // namespace

TEST_CASE("AttainedSlack: the target counts until a wait is too long for it") {
  const RequestFacts next = some_request(SloTier::standard, 100, 5000);  // due at 25000
  const auto policy = attained_slack();
  CHECK(policy->sizes_steps());
  CHECK(policy->step_tokens(step_view(&next, 5000)) == 900);     // (10000 − 1000)/10
  CHECK(policy->step_tokens(step_view(&next, 13'000)) == 500);   // waited 8000: 20000 > 16000
  CHECK(policy->step_tokens(step_view(&next, 21'000)) == 700);   // waited 16000, due at 32000
  CHECK(policy->step_tokens(step_view(&next, 45'000)) == 1900);  // waited 40000, due at 80000
  CHECK(policy->step_tokens(step_view(nullptr, 50'000)) == 8192);
}

TEST_CASE("AttainedSlack: a long wait is remembered, by the instance where it was") {
  const RequestFacts late = some_request(SloTier::standard, 100, 5000);
  const RequestFacts next = some_request(SloTier::standard, 100, 45'000);
  const auto policy = attained_slack();
  CHECK(policy->step_tokens(step_view(&late, 45'000)) == 1900);
  CHECK(policy->step_tokens(step_view(&next, 45'000)) == 3900);    // due after 2·40000
  CHECK(policy->step_tokens(step_view(&next, 45'000, 1)) == 900);  // after 20000 there
  policy->reset(2);
  CHECK(policy->step_tokens(step_view(&next, 45'000)) == 900);
}

TEST_CASE("AttainedSlack: the memory fades with time, however often it is asked") {
  const RequestFacts late = some_request(SloTier::standard, 100, 5000);
  const RequestFacts next = some_request(SloTier::standard, 100, 85'000);
  const auto policy = attained_slack({{"memory_us", 40'000.0}});
  const auto often = attained_slack({{"memory_us", 40'000.0}});
  CHECK(policy->step_tokens(step_view(&late, 45'000)) == 1900);
  CHECK(often->step_tokens(step_view(&late, 45'000)) == 1900);
  for (TimeUs now_us = 45'000; now_us < 85'000; now_us += 1000) {
    const RequestFacts young = some_request(SloTier::standard, 100, now_us);
    (void)often->step_tokens(step_view(&young, now_us));
  }
  // 40000/e = 14715.2 µs, due after 29430.4 µs: (14715.2 − 1000)/10 = 1371.5.
  CHECK(policy->step_tokens(step_view(&next, 85'000)) == 1371);
  CHECK(often->step_tokens(step_view(&next, 85'000)) == 1371);
}

TEST_CASE("AttainedSlack: without stretch it is slack-budget, and parameters have limits") {
  const RequestFacts next = some_request(SloTier::standard, 100, 5000);
  const auto policy = attained_slack({{"stretch", 0.0}});
  CHECK(policy->step_tokens(step_view(&next, 21'000)) == 100);  // 100 = (2000 − 1000)/10
  CHECK(policy->step_tokens(step_view(&next, 45'000)) == 100);  // late: min_tokens
  CHECK_THROWS_AS(attained_slack({{"stretch", -0.1}}), Problem);
  CHECK_THROWS_AS(attained_slack({{"memory_us", 0.0}}), Problem);
}

TEST_CASE("AttainedSlack: of the oldest where that is wanted") {
  const RequestFacts next = some_request(SloTier::critical, 100, 40'000);
  const RequestFacts oldest = some_request(SloTier::standard, 100, 5000);
  StepView view = step_view(&next, 45'000);
  view.oldest = &oldest;
  const auto policy = attained_slack({{"of_oldest", true}});
  CHECK(policy->needs_oldest());
  CHECK(policy->step_tokens(view) == 1900);
}

}  // namespace attained_slack_test
