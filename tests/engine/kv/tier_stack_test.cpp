#include "engine/kv/tier_stack.h"

#include <doctest/doctest.h>

#include "tests/engine/kv/kv_samples.h"

namespace tier_stack_test {

using namespace servesweep::engine;

namespace {

BlockRange range(std::int32_t chain, std::int32_t first, std::int32_t end) {
  return {.chain = ChainId(chain), .first = first, .end = end};
}

using Ranges = std::vector<BlockRange>;

struct Listener : ResidencyListener {
  void changed(const ResidencyChange& change, TimeUs now_us) override {
    text += std::string(change.added ? "+" : "-") + std::to_string(change.tier) + ":" +
            std::to_string(change.first) + "-" + std::to_string(change.end) + "@" +
            std::to_string(now_us) + " ";
  }
  std::string text;
};

/// Tiers of 4 and 6 blocks; blocks of 4 tokens take 1 µs each, in both.
struct SomeStack {
  SomeStack() {
    const std::vector<TierSpec> specs{{.name = "cpu", .blocks = 4, .tokens_per_us = 4},
                                      {.name = "disk", .blocks = 6, .tokens_per_us = 4}};
    stack.reset(specs, 4, &listener);
  }

  Listener listener;
  TierStack stack;
  LoadTable loads;
  const Ranges prefix{range(0, 0, 10)};
};

}  // namespace

TEST_CASE("TierStack: what one tier evicts goes to the next, and is told") {
  SomeStack some;
  CHECK(some.stack.store(Ranges{range(0, 0, 4)}, {}, 0));
  some.stack.advance(4, some.loads);
  CHECK(some.stack.store(Ranges{range(0, 4, 6)}, {}, 10));
  some.stack.advance(12, some.loads);
  CHECK(some.listener.text == "+1:0-4@4 -1:2-4@10 +1:4-6@12 +2:2-4@12 ");
  std::vector<TierStack::Part> parts;
  some.stack.find(some.prefix, 1, 10, parts);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].tier == 0);
  CHECK(parts[0].range == range(0, 1, 2));
  CHECK(parts[1].tier == 1);
  CHECK(parts[1].range == range(0, 2, 4));
  CHECK(parts[2].range == range(0, 4, 6));
  CHECK(some.stack.blocks() == 6);
  CHECK(some.stack.stored_blocks() == 6);
  CHECK(some.stack.demoted_blocks() == 2);
}

TEST_CASE("TierStack: a request's own blocks are not evicted for it") {
  SomeStack some;
  CHECK(some.stack.store(Ranges{range(0, 0, 3)}, {}, 0));
  some.stack.advance(3, some.loads);
  CHECK_FALSE(some.stack.store(Ranges{range(0, 3, 5)}, Ranges{range(0, 0, 5)}, 3));
  CHECK(some.stack.refused_blocks() == 2);
  CHECK(some.stack.store(Ranges{range(1, 3, 5)}, Ranges{range(1, 0, 5)}, 3));
}

TEST_CASE("TierStack: busy while what comes next arrives or is loaded") {
  SomeStack some;
  CHECK_FALSE(some.stack.is_busy(some.prefix, 0));
  CHECK(some.stack.store(Ranges{range(0, 0, 2)}, {}, 0));
  CHECK(some.stack.is_busy(some.prefix, 0));
  some.stack.advance(2, some.loads);
  CHECK_FALSE(some.stack.is_busy(some.prefix, 0));
  const LoadId load = some.loads.add();
  some.loads.add_part(load, {0, some.stack[0].begin_load(load, Ranges{range(0, 0, 1)}, 5, 0)});
  CHECK(some.stack.is_busy(some.prefix, 0));
  CHECK_FALSE(some.stack.is_busy(some.prefix, 2));
  some.stack.advance(6, some.loads);
  CHECK(some.loads.has_complete());
  CHECK_FALSE(some.stack.is_busy(some.prefix, 0));
}

TEST_CASE("TierStack: touched prefixes are evicted from their end") {
  SomeStack some;
  CHECK(some.stack.store(Ranges{range(0, 0, 2), range(1, 2, 4)}, {}, 0));
  some.stack.advance(4, some.loads);
  some.listener.text.clear();
  some.stack.touch(Ranges{range(1, 2, 3), range(0, 0, 2)});  // oldest: 1:3, 0:1, 0:0, 1:2
  CHECK(some.stack.store(Ranges{range(2, 0, 3)}, {}, 9));
  CHECK(some.listener.text == "-1:3-4@9 -1:0-2@9 ");
}

}  // namespace tier_stack_test
