#include "engine/policy/eviction/class_reuse_value_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace class_reuse_value_eviction_test {

using namespace servesweep::engine;

namespace {

using Settings = std::map<std::string, ParameterValue, std::less<>>;

/// Blocks of 16 tokens, of which each takes 100 µs to recompute; the knee is at 512 blocks.
std::unique_ptr<EvictionPolicy> by_value(Settings parameters) {
  auto policy = make_policy(eviction_policies(), "class-reuse-value", std::move(parameters));
  policy->reset(
      {.instances = 1,
       .block_tokens = 16,
       .cost = {.fixed_us = 0, .prefill_us_per_token = 6.25, .decode_us_per_request = 0}});
  return policy;
}

ReleasedBlocks shared(std::int32_t reuses, bool session, std::int32_t position = 0,
                      std::int32_t prefix = 100) {
  return {.blocks = 1,
          .reusable = true,
          .shared = true,
          .first_block = position,
          .reuses = reuses,
          .session = session,
          .prefix_blocks = prefix};
}

const Settings kUsesOnly{{"alpha_cost", 0.0},
                         {"head_bias", 0.0},
                         {"session_half_life_us", 60e6},
                         {"other_half_life_us", 60e6}};

}  // namespace

TEST_CASE("ClassReuseValueEviction: a conversation expects one use more") {
  const auto policy = by_value(kUsesOnly);
  CHECK(policy->level(shared(0, false)) == 0);
  CHECK(policy->level(shared(1, false)) == 1);
  CHECK(policy->level(shared(0, true)) == 1);
  CHECK(policy->level(shared(1, true)) == 2);
  CHECK(policy->level(shared(63, false)) == 6);
  CHECK(policy->level(shared(63, true)) == 7);
  CHECK(policy->level(shared(1'000'000, true)) == 7);
  CHECK(policy->level({.blocks = 1, .reusable = true, .shared = false, .session = true}) == 0);
  CHECK(policy->level({.blocks = 1, .reusable = false, .shared = true, .session = true}) == 0);
}

TEST_CASE("ClassReuseValueEviction: what fades faster starts lower") {
  Settings settings = kUsesOnly;
  settings["session_half_life_us"] = 90e6;
  settings["other_half_life_us"] = 30e6;
  const auto policy = by_value(settings);
  CHECK(policy->sinks_every_us() == 30'000'000);
  CHECK(policy->level(shared(0, true)) == 3);  // value 1, one half-life of 90 s until 1/2
  CHECK(policy->level(shared(1, true)) == 6);  // two of them
  CHECK(policy->level(shared(3, true)) == 7);  // three
  CHECK(policy->level(shared(1, false)) == 1);
  CHECK(policy->level(shared(4, false)) == 3);  // value 4
  settings["alpha_recency"] = 0.5;
  CHECK(by_value(settings)->sinks_every_us() == 60'000'000);
  settings["alpha_recency"] = 0.0;
  CHECK(by_value(settings)->sinks_every_us() == kForever);
}

TEST_CASE("ClassReuseValueEviction: long prefixes are dear, and their ends less so") {
  Settings dear_settings = kUsesOnly, head_settings = kUsesOnly;
  dear_settings["alpha_cost"] = 2.0;
  head_settings["head_bias"] = 1.0;
  const auto dear = by_value(dear_settings);
  CHECK(dear->level(shared(0, true, 0, 100)) == 1);   // 1.2
  CHECK(dear->level(shared(0, true, 0, 1024)) == 3);  // (1 + 1)²
  CHECK(dear->level(shared(0, true, 1000, 1024)) == 3);
  const auto heads = by_value(head_settings);
  CHECK(heads->depends_on_position());
  CHECK(heads->level(shared(3, true, 0)) == 3);
  CHECK(heads->level(shared(3, true, 50)) == 2);
  CHECK(heads->level(shared(3, true, 51)) == 1);
  CHECK(heads->level(shared(3, true, 75)) == 1);
  CHECK(heads->level(shared(3, true, 76)) == 0);
}

TEST_CASE("ClassReuseValueEviction: an end that is recomputed in time is worth nothing") {
  Settings settings = kUsesOnly;
  settings["xi_us"] = 1050.0;  // ten blocks
  const auto policy = by_value(settings);
  CHECK(policy->level(shared(0, true, 89)) == 1);
  CHECK(policy->level(shared(0, true, 90)) == 0);
  CHECK(policy->level(shared(9, true, 0, 10)) == 0);
  policy->reset({.instances = 1, .block_tokens = 16, .cost = {}});  // computing takes no time
  CHECK(policy->level(shared(9, true, 0)) == 0);
}

TEST_CASE("ClassReuseValueEviction: parameters have limits") {
  CHECK_THROWS_AS(by_value({{"alpha_cost", 2.1}}), Problem);
  CHECK_THROWS_AS(by_value({{"head_bias", -0.1}}), Problem);
  CHECK_THROWS_AS(by_value({{"alpha_recency", 1.1}}), Problem);
  CHECK_THROWS_AS(by_value({{"session_half_life_us", 0.0}}), Problem);
}

}  // namespace class_reuse_value_eviction_test
