#include "engine/policy/routing/kv_aware.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/known_matches.h"
#include "tests/engine/policy/policy_views.h"

namespace kv_aware_test {

using namespace servesweep::engine;
using Values = std::map<std::string, ParameterValue, std::less<>>;

namespace {

std::unique_ptr<RoutingPolicy> kv_aware(Values parameters, std::size_t instances) {
  auto policy = make_policy(routing_policies(), "kv-aware", std::move(parameters));
  policy->reset(instances);
  return policy;
}

/// Three instances; instance 1 holds `warm` blocks of 16 tokens.
struct Warm {
  explicit Warm(std::int32_t warm, std::int32_t input_tokens)
      : known({{}, {.gpu_blocks = warm}, {.gpu_blocks = warm}}) {
    cluster.request.input_tokens = input_tokens;
    cluster.directory = &known;
  }
  [[nodiscard]] std::int32_t first_choice(Values parameters = {}) const {
    return kv_aware(std::move(parameters), 3)->route(cluster.at(0)).instance.value();
  }
  KnownMatches known;
  ViewedCluster cluster{.load = {0, 900, 0}, .used_kv_blocks = {}};
};

}  // namespace

TEST_CASE("KvAware: the first holder if at most the threshold is missing, whatever its load") {
  CHECK(Warm(64, 3024).first_choice() == 1);  // 1024 of 3024
  CHECK(Warm(64, 3025).first_choice() == 0);
  CHECK(Warm(64, 3025).first_choice({{"threshold_tokens", 2001.0}}) == 1);
  CHECK(kv_aware({}, 3)->needs_cache_directory());
}

TEST_CASE("KvAware: matches come in chunks; one suffices for a prompt within the threshold") {
  CHECK(Warm(16, 2000).first_choice() == 1);
  CHECK(Warm(15, 300).first_choice() == 0);  // 240 tokens: no chunk of 256
  CHECK(Warm(15, 300).first_choice({{"chunk_tokens", 128.0}}) == 1);
  CHECK(Warm(31, 2257).first_choice() == 0);  // 496 tokens are one chunk: 2001 are missing
  const Warm warm(31, 2256);
  const RoutingDecision decision = kv_aware({}, 3)->route(warm.cluster.at(0));
  CHECK(decision.instance == InstanceId(1));
  CHECK(decision.intent.expected_cached_tokens == 496);
  CHECK(decision.intent.reason == RoutingIntent::Reason::affinity);
  CHECK_THROWS_AS(kv_aware({{"chunk_tokens", 0.0}}, 3), Problem);
}

TEST_CASE("KvAware: conversations without a match keep an instance of their own") {
  Warm cold(0, 100);
  const auto policy = kv_aware({}, 3);
  std::vector<int> counts(3, 0);
  for (std::int32_t session = 0; session < 3000; ++session) {
    cold.cluster.request.session = SessionId(session);
    const InstanceId chosen = policy->route(cold.cluster.at(0)).instance;
    CHECK(policy->route(cold.cluster.at(0)).instance == chosen);
    ++counts[chosen.index()];
  }
  // Four standard deviations of √(3000·2/9) = 25.8.
  for (const int count : counts) CHECK(std::abs(count - 1000) < 104);
}

TEST_CASE("KvAware: others go where nothing went yet, then where the fewest went lately") {
  const Warm cold(0, 100), warm(64, 100);
  const auto policy = kv_aware({}, 3);
  const auto sent = [&](const Warm& request, TimeUs now_us) {
    return policy->route(request.cluster.at(now_us)).instance.value();
  };
  CHECK(sent(cold, 0) == 0);
  CHECK(sent(cold, 1) == 1);
  CHECK(sent(cold, 2) == 2);
  CHECK(sent(cold, 3) == 0);
  CHECK(sent(warm, 4) == 1);  // counted like any other
  CHECK(sent(cold, 5) == 2);
  CHECK(sent(cold, 60'000'001) == 0);  // that of time 0 is out of the window, that of 1 is not
  CHECK(sent(cold, 60'000'002) == 1);  // 2, 1, 2: now that of 1 is out as well
}

}  // namespace kv_aware_test
