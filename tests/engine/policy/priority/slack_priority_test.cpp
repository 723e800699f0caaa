#include "engine/policy/priority/slack_priority.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"
#include "tests/property.h"

namespace slack_priority_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

/// Target 1000 µs, gain 8, no ageing, given up 500 µs after the deadline; `changes` win.
auto slack(const Values& changes = {}) {
  Values values{
      {"ttft_target_standard_us", 1000.0}, {"base_standard", 2.0}, {"gain", 8.0},  {"knee", 0.5},
      {"age_weight_per_us", 0.0},          {"hopeless_us", 500.0}, {"floor", -3.0}};
  for (const auto& [name, value] : changes) values[name] = value;
  return make_policy(priority_policies(), "slack", values);
}

double at(const PriorityPolicy& policy, TimeUs age_us, TimeUs class_target_us = 0) {
  RequestFacts request = some_request(SloTier::standard, 100, 1000);
  request.ttft_target_us = class_target_us;
  return policy.priority(request, {.now_us = 1000 + age_us});
}

}  // namespace

TEST_CASE("SlackPriority: urgency rises over the knee, stays, and falls to the floor") {
  const auto policy = slack();
  CHECK(at(*policy, 0) == 2);
  CHECK(at(*policy, 500) == 2);  // half of the target is left: the knee begins
  CHECK(at(*policy, 750) == 6);  // half of the knee
  CHECK(at(*policy, 1000) == 10);
  CHECK(at(*policy, 1500) == 10);
  CHECK(at(*policy, 1501) == -3);
  CHECK(at(*policy, 750, 500) == 10);  // a class with a target of its own
  CHECK_FALSE(policy->older_first_within_tier());
}

TEST_CASE("SlackPriority: limits of the knee, and age for everybody") {
  CHECK(at(*slack({{"knee", 0.0}}), 999) == 2);
  CHECK(at(*slack({{"knee", 0.0}}), 1000) == 10);
  CHECK(at(*slack({{"knee", 1.0}}), 500) == 6);
  CHECK(at(*slack({{"hopeless_us", 0.0}}), 1000) == 10);
  CHECK(at(*slack({{"hopeless_us", 0.0}}), 1001) == -3);
  const auto ageing = slack({{"age_weight_per_us", 0.5}});
  CHECK(at(*ageing, 750) == 6 + 375);
  CHECK(at(*ageing, 2000) == -3 + 1000);
  CHECK_THROWS_AS(slack({{"knee", 1.5}}), Problem);
}

TEST_CASE("SlackPriority: of two requests that can be saved the one with less slack is first") {
  const auto policy = slack({{"knee", 1.0}});
  CHECK(servesweep::counterexample([&] {
          const TimeUs target_us = *rc::gen::inRange(1, 5000);
          const TimeUs age_us = *rc::gen::inRange(0, static_cast<int>(target_us) + 400);
          const TimeUs older_us = age_us + *rc::gen::inRange(0, 101);
          RC_ASSERT(at(*policy, older_us, target_us) >= at(*policy, age_us, target_us));
        }) == "");
}

}  // namespace slack_priority_test
