#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "sweep/study/strategy.h"

namespace servesweep::sweep {
namespace {

std::vector<StrategyTemplate> shipped_strategies() {
  std::vector<std::filesystem::path> files;
  const auto folder = std::filesystem::path(SERVESWEEP_SOURCE) / "configs" / "strategies";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  REQUIRE_FALSE(files.empty());
  std::vector<StrategyTemplate> strategies;
  for (const auto& file : files) strategies.push_back(StrategyTemplate::read_file(file));
  return strategies;
}

engine::Scenario base_scenario() {
  engine::Scenario base;
  base.latency.beta = {1000, 1, 1};
  base.kv.gpu_blocks = 10'000;
  // What a study gives to strategies that order by predicted lengths.
  base.predictor.kind = engine::PredictorSpec::Kind::lognormal;
  return base;
}

/// Copies in lower tiers, which the engine accepts with a policy that copies only, or the
/// reference's CPU tier, to which `threshold` moves blocks.
bool offloads(const engine::Scenario& scenario) {
  return !scenario.kv.tiers.empty() ||
         (scenario.kv.cpu_blocks > 0 && scenario.offload.policy == "threshold");
}

bool has_meaning(const Axis& axis) {
  return std::visit([](const auto& one) { return !one.meaning.empty(); }, axis);
}

bool has_default(const Axis& axis) {
  return std::visit([](const auto& one) { return one.fallback.has_value(); }, axis);
}

}  // namespace

TEST_CASE("every shipped strategy tells what it claims, what it is for, and where it is from") {
  for (const StrategyTemplate& strategy : shipped_strategies()) {
    CAPTURE(strategy.name());
    const StrategyFacts& facts = strategy.facts();
    CHECK_FALSE(facts.claim.empty());
    CHECK_FALSE(facts.source.empty());
    REQUIRE(facts.kind.has_value());
    CHECK((!facts.hook.empty() || facts.kind == StrategyKind::baseline));
    if (facts.kind == StrategyKind::portfolio || facts.kind == StrategyKind::joint) {
      CHECK_FALSE(facts.opportunities.empty());
    }
  }
}

TEST_CASE("every shipped strategy has at most seven free parameters, each explained") {
  for (const StrategyTemplate& strategy : shipped_strategies()) {
    CAPTURE(strategy.name());
    CHECK(strategy.space().dimensions() <= 7);
    for (const Axis& axis : strategy.space().axes()) {
      CAPTURE(key_of(axis));
      CHECK(has_meaning(axis));
      CHECK(has_default(axis));
    }
  }
}

TEST_CASE("every shipped strategy offloads KV blocks, but for what vLLM does untuned") {
  for (const StrategyTemplate& strategy : shipped_strategies()) {
    CAPTURE(strategy.name());
    const auto scenario_at = [&](const Point& point) {
      return strategy.scenario_at(base_scenario(), point);
    };
    const bool expected = strategy.name() != "vllm-default";
    CHECK(offloads(scenario_at(strategy.space().default_point())) == expected);
    for (std::size_t i = 0; i < strategy.space().grid_size(); ++i) {
      CHECK(offloads(scenario_at(strategy.space().grid_point(i))) == expected);
    }
  }
}

TEST_CASE("every shipped strategy is the same after being written and read again") {
  for (const StrategyTemplate& strategy : shipped_strategies()) {
    CAPTURE(strategy.name());
    const std::string text = strategy.to_value().yaml();
    const StrategyTemplate again = StrategyTemplate::read(io::Document::parse(text, "again"));
    CHECK(again.to_value().yaml() == text);
    CHECK(again.space().default_point() == strategy.space().default_point());
  }
}

}  // namespace servesweep::sweep
