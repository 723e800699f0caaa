#include "engine/kv/tier_orders.h"

#include <doctest/doctest.h>

#include "engine/scenario.h"

namespace tier_orders_test {

using namespace servesweep::engine;

TEST_CASE("tier_orders: vLLM's two, of which the first is the default") {
  CHECK(tier_orders().names() == std::vector<std::string>{"lru", "arc"});
  CHECK(TierSpec().eviction == "lru");
  for (const PolicyInfo& info : tier_orders().infos()) {
    CHECK_FALSE(info.what.empty());
    CHECK_FALSE(info.source.empty());
    CHECK(make_tier_order(info.name, "eviction") != nullptr);
  }
}

TEST_CASE("tier_orders: an unknown one is refused where it was asked for") {
  try {
    (void)make_tier_order("lrv", "kv.tiers[0].eviction");
    FAIL("accepted");
  } catch (const Problem& problem) {
    CHECK(problem.where() == "kv.tiers[0].eviction");
    CHECK(std::string(problem.what()).find("did you mean 'lru'?") != std::string::npos);
  }
}

}  // namespace tier_orders_test
