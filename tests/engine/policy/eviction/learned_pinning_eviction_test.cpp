#include "engine/policy/eviction/learned_pinning_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace learned_pinning_eviction_test {

using namespace servesweep::engine;

namespace {

std::unique_ptr<EvictionPolicy> learned(
    std::map<std::string, ParameterValue, std::less<>> parameters = {}) {
  auto policy = make_policy(eviction_policies(), "learned-pinning", std::move(parameters));
  policy->reset({.instances = 2});
  return policy;
}

TurnEvent turn(std::int32_t session, TimeUs now_us, std::int32_t instance = 0) {
  return {.instance = InstanceId(instance), .session = SessionId(session), .now_us = now_us};
}

/// A conversation is away for so long; what is pinned for now.
TimeUs after_gap(EvictionPolicy& policy, TimeUs gap_us, TimeUs from_us = 0) {
  policy.turn_ended(turn(5, from_us));
  return policy.turn_arrived(turn(5, from_us + gap_us));
}

}  // namespace

TEST_CASE("LearnedPinningEviction: turns of conversations are pinned within the share") {
  const auto policy = learned({{"share", 0.25}});
  const auto level = [&](bool session, std::int32_t blocks, std::int32_t pinned) {
    return policy->level({.blocks = blocks,
                          .reusable = true,
                          .session = session,
                          .pinned_blocks = pinned,
                          .gpu_blocks = 100});
  };
  CHECK(level(false, 1, 0) == 0);
  CHECK(level(true, 5, 20) == kPinnedLevel);
  CHECK(level(true, 6, 20) == 0);
  CHECK(policy->level({.blocks = 1, .reusable = false, .session = true, .gpu_blocks = 100}) == 0);
  CHECK_THROWS_AS(learned({{"share", 1.5}}), Problem);
  CHECK_THROWS_AS(learned({{"quantile", -0.1}}), Problem);
  CHECK_THROWS_AS(learned({{"window", 0.0}}), Problem);
}

TEST_CASE("LearnedPinningEviction: the time is the quantile of the last gaps") {
  const auto policy =
      learned({{"quantile", 0.75}, {"window", 4.0}, {"min_gaps", 4.0}, {"fallback_ttl_us", 77.0}});
  CHECK(policy->observes_turns());
  CHECK(policy->expires_after_us() == 77);
  CHECK(after_gap(*policy, 100) == 77);
  CHECK(after_gap(*policy, 400) == 77);
  CHECK(after_gap(*policy, 200) == 77);
  CHECK(after_gap(*policy, 300) == 301);  // third of 100, 200, 300, 400; pinned at its end
  CHECK(after_gap(*policy, 900) == 401);  // 200, 300, 400, 900
  CHECK(after_gap(*policy, 1) == 301);    // 1, 200, 300, 900: 400 was the oldest
  CHECK(after_gap(*policy, 1) == 301);    // 1, 1, 300, 900
  CHECK(after_gap(*policy, 1) == 2);      // 1, 1, 1, 900
  policy->reset({.instances = 2});
  CHECK(after_gap(*policy, 100) == 77);
}

TEST_CASE("LearnedPinningEviction: a gap lies between two turns at one instance") {
  const auto policy = learned({{"min_gaps", 1.0}, {"fallback_ttl_us", 77.0}});
  CHECK(policy->turn_arrived(turn(1, 1000)) == 77);  // a first turn
  policy->turn_ended(turn(1, 2000));
  CHECK(policy->turn_arrived(turn(2, 2500)) == 77);     // somebody else
  CHECK(policy->turn_arrived(turn(1, 2500, 1)) == 77);  // elsewhere
  CHECK(policy->turn_arrived(turn(1, 2600)) == 601);
  CHECK(policy->turn_arrived(turn(1, 9000)) == 601);  // its turn has not ended
}

TEST_CASE("LearnedPinningEviction: who has been away for more than an hour is forgotten") {
  const auto policy = learned({{"min_gaps", 1.0}, {"fallback_ttl_us", 77.0}});
  constexpr TimeUs kHour_us = 3'600'000'000;
  policy->turn_ended(turn(1, 0));
  policy->turn_ended(turn(2, 1000));
  policy->turn_ended(turn(3, kHour_us + 1));
  CHECK(policy->turn_arrived(turn(1, kHour_us + 2)) == 77);
  CHECK(policy->turn_arrived(turn(2, kHour_us + 2)) == kHour_us + 2 - 1000 + 1);
}

}  // namespace learned_pinning_eviction_test
