#include "engine/policy/routing/affinity_gate.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace affinity_gate_test {

using namespace servesweep::engine;
using Kept = std::vector<std::uint8_t>;

namespace {

/// Prompts of ten blocks, of which 8, 9, 7 and none are cached.
class Gated {
 public:
  Gated() {
    belief_.reset(4);
    cluster_.request.input_tokens = 160;
    cluster_.directory = &known_;
    belief_.look(cluster_.at(0));
  }
  /// With 2 tokens per µs.
  [[nodiscard]] Kept kept(AffinityGate::Spec spec, std::vector<double> backlog_tokens,
                          Kept before = Kept(4, 1), std::int32_t id = 0) {
    PolicyInfo info;
    info.parameters = {seed_parameter()};
    const Draws draws(Parameters({}, info, "field"), StreamPurpose("test"));
    cluster_.request.id = RequestId(id);
    AffinityGate(spec, draws).narrow(cluster_.request, belief_, backlog_tokens, 2, before);
    return before;
  }

 private:
  KnownMatches known_{{{.gpu_blocks = 8}, {.gpu_blocks = 9}, {.gpu_blocks = 7}, {}}};
  ViewedCluster cluster_{.load = {0, 0, 0, 0}, .used_kv_blocks = {}};
  PrefixBelief belief_{true};
};

}  // namespace

TEST_CASE("AffinityGate: keeps a hit share of theta or more, nobody = everybody") {
  Gated gated;
  const std::vector<double> idle(4, 0);
  CHECK(gated.kept({.theta = 0.8}, idle) == Kept{1, 1, 0, 0});
  CHECK(gated.kept({.theta = 0.7}, idle) == Kept{1, 1, 1, 0});
  CHECK(gated.kept({.theta = 0.95}, idle) == Kept{1, 1, 1, 1});
  CHECK(gated.kept({.theta = 0}, idle) == Kept{1, 1, 1, 1});
}

TEST_CASE("AffinityGate: opens when the least backlog inside costs more than the penalty") {
  Gated gated;
  const AffinityGate::Spec spec{.theta = 0.8, .penalty_us = 50};
  CHECK(gated.kept(spec, {500, 100, 300, 0}) == Kept{1, 1, 0, 0});  // 100 tokens = 50 µs
  CHECK(gated.kept(spec, {500, 101, 300, 0}) == Kept{1, 1, 1, 1});
  CHECK(gated.kept({.theta = 0.8, .penalty_us = 0}, {500, 101, 300, 0}) == Kept{1, 1, 0, 0});
  CHECK(gated.kept(spec, {0, 0, 900, 900}) == Kept{1, 1, 0, 0});
}

TEST_CASE("AffinityGate: those that were removed before do not count") {
  Gated gated;
  const AffinityGate::Spec spec{.theta = 0.8, .penalty_us = 50};
  CHECK(gated.kept(spec, {500, 101, 500, 0}, {1, 0, 1, 0}) == Kept{1, 0, 0, 0});
  CHECK(gated.kept(spec, {500, 101, 300, 0}, {0, 0, 1, 1}) == Kept{0, 0, 1, 1});
  CHECK(gated.kept(spec, {500, 101, 300, 0}, {1, 1, 0, 0}) == Kept{1, 1, 0, 0});
}

TEST_CASE("AffinityGate: open for a share of the requests") {
  Gated gated;
  int open = 0;
  for (std::int32_t i = 0; i < 10'000; ++i) {
    open += gated.kept({.theta = 0.8, .explore_share = 0.1}, {0, 0, 0, 0}, Kept(4, 1), i)[3];
  }
  CHECK(std::abs(open - 1000) < 120);  // four standard deviations of 30
}

}  // namespace affinity_gate_test
