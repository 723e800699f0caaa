#include "engine/policy/routing/latency_gates.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace latency_gates_test {

using namespace servesweep::engine;
using Kept = std::vector<std::uint8_t>;
using Values = std::map<std::string, ParameterValue, std::less<>>;

namespace {

LatencyGates gates(Values values) {
  PolicyInfo info;
  info.parameters = LatencyGates::parameters();
  info.parameters.push_back(seed_parameter());
  return LatencyGates(Parameters({.policy = "test", .parameters = std::move(values), .scorers = {}},
                                 info, "field"));
}

/// Prompts of 100 blocks, of which 99, 90, 80 and none are cached; first tokens after 9, 6, 5 and
/// 1 s.
class Predicted {
 public:
  Predicted() {
    belief_.reset(4);
    cluster_.request.input_tokens = 1600;
    cluster_.directory = &known_;
    belief_.look(cluster_.at(0));
  }
  [[nodiscard]] Kept kept(Values values, const Kept& meets, std::int32_t id = 0) {
    cluster_.request.id = RequestId(id);
    Kept kept(4, 1);
    gates(std::move(values)).narrow(cluster_.request, belief_, ttft_us_, meets, kept);
    return kept;
  }

 private:
  KnownMatches known_{
      {{.gpu_blocks = 99}, {.gpu_blocks = 90}, {.gpu_blocks = 80}, {.gpu_blocks = 0}}};
  ViewedCluster cluster_{.load = {0, 0, 0, 0}, .used_kv_blocks = {}};
  PrefixBelief belief_{true};
  std::vector<double> ttft_us_{9e6, 6e6, 5e6, 1e6};
};

}  // namespace

TEST_CASE("LatencyGates: whole hits first, whatever they miss") {
  Predicted predicted;
  CHECK(predicted.kept({{"outer_theta", 0.99}}, {0, 1, 1, 1}) == Kept{1, 0, 0, 0});
  CHECK(predicted.kept({{"outer_theta", 0.99}, {"outer_penalty_us", 8e6}}, {0, 1, 1, 1}) ==
        Kept{1, 0, 0, 0});
  CHECK(predicted.kept({{"outer_theta", 0.99}, {"outer_penalty_us", 7e6}}, {0, 1, 1, 1}) ==
        Kept{0, 1, 1, 1});
}

TEST_CASE("LatencyGates: then those that meet the targets, if any, then the inner gate") {
  Predicted predicted;
  CHECK(predicted.kept({}, {0, 1, 0, 1}) == Kept{0, 1, 0, 1});
  CHECK(predicted.kept({}, {0, 0, 0, 0}) == Kept{1, 1, 1, 1});
  CHECK(predicted.kept({{"inner_theta", 0.8}}, {0, 1, 1, 1}) == Kept{0, 1, 1, 0});  // 4 s more
  CHECK(predicted.kept({{"inner_theta", 0.8}}, {0, 1, 0, 1}) == Kept{0, 1, 0, 0});  // 5 s
  CHECK(predicted.kept({{"inner_theta", 0.8}, {"inner_penalty_us", 4.9e6}}, {0, 1, 0, 1}) ==
        Kept{0, 1, 0, 1});
  CHECK(predicted.kept({{"inner_theta", 0.8}}, {0, 0, 0, 1}) == Kept{0, 0, 0, 1});
}

TEST_CASE("LatencyGates: a share of requests explores those that miss a target") {
  Predicted predicted;
  int missed = 0;
  for (std::int32_t i = 0; i < 10'000; ++i) {
    const Kept kept = predicted.kept({{"tier_explore_share", 0.01}}, {0, 1, 0, 1}, i);
    CHECK(kept[0] + kept[1] == 1);
    missed += kept[0];
  }
  CHECK(std::abs(missed - 100) < 40);  // four standard deviations of 10
  CHECK(gates({}).open());
  for (const char* name : {"outer_theta", "inner_theta", "tier_explore_share"}) {
    CHECK_FALSE(gates({{name, 0.5}}).open());
  }
  CHECK_THROWS_AS(gates({{"inner_theta", 1.5}}), Problem);
}

}  // namespace latency_gates_test
