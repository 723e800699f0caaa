#include "engine/policy/chunking/chunking_policy.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace chunking_policy_test {

using namespace servesweep::engine;

namespace {

std::int32_t limit(const ChunkingPolicy& policy, SloTier tier) {
  return policy.limit_tokens(some_request(tier));
}

}  // namespace

TEST_CASE("FixedChunking: the same limit for all, none by default") {
  CHECK(limit(*make_policy(chunking_policies(), "fixed"), SloTier::critical) == 0);
  const auto policy = make_policy(chunking_policies(), "fixed", {{"tokens", 256.0}});
  CHECK(limit(*policy, SloTier::critical) == 256);
  CHECK(limit(*policy, SloTier::sheddable) == 256);
  CHECK_THROWS_AS(make_policy(chunking_policies(), "fixed", {{"tokens", 2.5}}), Problem);
  CHECK_THROWS_AS(make_policy(chunking_policies(), "fixed", {{"tokens", -1.0}}), Problem);
}

TEST_CASE("PerClassChunking: a limit per tier") {
  const auto fallback = make_policy(chunking_policies(), "per-class");
  CHECK(limit(*fallback, SloTier::critical) == 128);
  CHECK(limit(*fallback, SloTier::standard) == 0);
  CHECK(limit(*fallback, SloTier::sheddable) == 0);
  const auto policy = make_policy(
      chunking_policies(), "per-class",
      {{"critical_tokens", 508.0}, {"standard_tokens", 256.0}, {"sheddable_tokens", 100.0}});
  CHECK(limit(*policy, SloTier::critical) == 508);
  CHECK(limit(*policy, SloTier::standard) == 256);
  CHECK(limit(*policy, SloTier::sheddable) == 100);
}

}  // namespace chunking_policy_test
