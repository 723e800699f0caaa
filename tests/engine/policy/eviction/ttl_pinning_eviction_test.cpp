#include "engine/policy/eviction/ttl_pinning_eviction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace ttl_pinning_eviction_test {

using namespace servesweep::engine;

TEST_CASE("TtlPinningEviction: turns of conversations are pinned within the share") {
  const auto policy =
      make_policy(eviction_policies(), "ttl-pinning", {{"ttl_us", 7000.0}, {"share", 0.25}});
  const auto level = [&](bool session, std::int32_t blocks, std::int32_t pinned) {
    return policy->level({.blocks = blocks,
                          .reusable = true,
                          .session = session,
                          .pinned_blocks = pinned,
                          .gpu_blocks = 100});
  };
  CHECK(policy->expires_after_us() == 7000);
  CHECK(level(false, 1, 0) == 0);
  CHECK(level(true, 1, 0) == kPinnedLevel);
  CHECK(level(true, 5, 20) == kPinnedLevel);
  CHECK(level(true, 6, 20) == 0);
  CHECK(policy->level({.blocks = 1, .reusable = false, .session = true, .gpu_blocks = 100}) == 0);
  CHECK_THROWS_AS(make_policy(eviction_policies(), "ttl-pinning", {{"share", 1.5}}), Problem);
}

}  // namespace ttl_pinning_eviction_test
