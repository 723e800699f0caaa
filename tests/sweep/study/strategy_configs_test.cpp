#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sweep/study/strategy.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::strategy_configs_test {
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

/// A shipped strategy file with one passage replaced.
std::string shipped_with(const std::string& name, const std::string& from, const std::string& to) {
  const auto file = std::filesystem::path(SERVESWEEP_SOURCE) / "configs" / "strategies" / name;
  std::ifstream stream(file);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// What is wrong with a strategy at its default point where the study's predictor is the oracle.
std::string problem_with_oracle(const std::string& text) {
  return problem_of([&] {
    const StrategyTemplate strategy = StrategyTemplate::read(io::Document::parse(text, "s.yaml"));
    engine::Scenario base = base_scenario();
    base.predictor.kind = engine::PredictorSpec::Kind::oracle;
    (void)strategy.scenario_at(base, strategy.space().default_point());
  });
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

TEST_CASE("a shipped bound under any other kind is refused") {
  for (const char* const name : {"oracle-lengths.yaml", "oracle-reentry.yaml"}) {
    CAPTURE(name);
    CHECK(problem_with_oracle(shipped_with(name, "kind: bound", "kind: bound")) == "no problem");
    for (const char* const kind : {"kind: baseline", "kind: portfolio", "kind: joint", ""}) {
      CAPTURE(kind);
      const std::string problem = problem_with_oracle(shipped_with(name, "kind: bound", kind));
      CHECK(problem.starts_with("s.yaml:"));
      CHECK(problem.ends_with(
          ": signals.predictor.kind: reads what no real system knows; use {kind: lognormal, "
          "log_error: 0.5}, or set kind: bound"));
    }
  }
}

TEST_CASE("a clairvoyant policy is refused also where the study brings the oracle") {
  std::string text = shipped_with("oracle-reentry.yaml", ", predictor: {kind: oracle}", "");
  CHECK(problem_with_oracle(text) == "no problem");
  text.replace(text.find("kind: bound"), 11, "kind: joint");
  CHECK(problem_with_oracle(text).ends_with(
      ": policies.eviction: reads what no real system knows; use another policy, or set kind: "
      "bound"));
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

}  // namespace servesweep::sweep::strategy_configs_test
