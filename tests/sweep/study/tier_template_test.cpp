#include "sweep/study/tier_template.h"

#include <doctest/doctest.h>

#include "sweep/study/strategy.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::tier_template_test {
namespace {

StrategyTemplate parse(const std::string& kv, const std::string& parameters = "") {
  return StrategyTemplate::read(io::Document::parse(
      "strategy: tiers\npolicies: {offload: {policy: write-through}}\nkv: " + kv + "\n" +
          parameters,
      "s.yaml"));
}

engine::Scenario base() {
  engine::Scenario scenario;
  scenario.latency.beta = {100, 1, 1};
  return scenario;
}

}  // namespace

TEST_CASE("TierTemplate: tiers in order, with parameters of the strategy in them") {
  const StrategyTemplate strategy = parse(
      "{tiers: [{name: cpu, blocks: $size, tokens_per_us: 100, base_us: 20},"
      " {name: disk, blocks: 9000, tokens_per_us: 2.5, base_us: 100, sharing: serial}]}",
      "parameters: {size: {values: [1000, 2000]}}");
  const engine::Scenario scenario =
      strategy.scenario_at(base(), strategy.space().point_of({{"size", "2000"}}, "--set"));
  REQUIRE(scenario.kv.tiers.size() == 2);
  CHECK(scenario.kv.tiers[0].name == "cpu");
  CHECK(scenario.kv.tiers[0].blocks == 2000);
  CHECK(scenario.kv.tiers[0].base_us == 20);
  CHECK_FALSE(scenario.kv.tiers[0].serial);
  CHECK(scenario.kv.tiers[1].tokens_per_us == 2.5);
  CHECK(scenario.kv.tiers[1].serial);
  const std::string text = strategy.to_value().yaml();
  CHECK(StrategyTemplate::read(io::Document::parse(text, "again")).to_value().yaml() == text);
}

TEST_CASE("TierTemplate: the order of eviction is lru, another one, or a parameter") {
  const StrategyTemplate strategy = parse(
      "{tiers: [{name: cpu, blocks: 9, tokens_per_us: 1, base_us: 0},"
      " {name: disk, blocks: 9, tokens_per_us: 1, base_us: 0, eviction: $order}]}",
      "parameters: {order: {values: [lru, arc]}}");
  const engine::Scenario scenario =
      strategy.scenario_at(base(), strategy.space().point_of({{"order", "arc"}}, "--set"));
  CHECK(scenario.kv.tiers.at(0).eviction == "lru");
  CHECK(scenario.kv.tiers.at(1).eviction == "arc");
  const std::string text = strategy.to_value().yaml();
  CHECK(StrategyTemplate::read(io::Document::parse(text, "again")).to_value().yaml() == text);
  const auto refused = [](const std::string& order) {
    return problem_of([&order] {
      const StrategyTemplate wrong =
          parse("{tiers: [{name: cpu, blocks: 9, tokens_per_us: 1, base_us: 0, eviction: " + order +
                "}]}");
      (void)wrong.scenario_at(base(), wrong.space().point_of({}, "--set"));
    });
  };
  CHECK(refused("arcs").find("unknown policy 'arcs'; did you mean 'arc'?") != std::string::npos);
  CHECK(refused("arcs").find("s.yaml:3") == 0);
  CHECK(refused("5").find("unknown policy '5'") != std::string::npos);
}

TEST_CASE("TierTemplate: wrong tiers are refused at their line") {
  CHECK(problem_of([] { (void)parse("{tiers: [{name: cpu, block: 1}]}"); }).find("s.yaml:3") == 0);
  CHECK(problem_of([] {
          (void)parse(
              "{tiers: [{name: cpu, blocks: 1, tokens_per_us: 1, base_us: 0,"
              " sharing: both}]}");
        }).find("unknown word 'both'") != std::string::npos);
  CHECK(problem_of([] {
          const StrategyTemplate strategy =
              parse("{tiers: [{name: cpu, blocks: 1.5, tokens_per_us: 1, base_us: 0}]}");
          (void)strategy.scenario_at(base(), strategy.space().point_of({}, "--set"));
        }).find("blocks: 1.5 is not a legal value") != std::string::npos);
}

}  // namespace servesweep::sweep::tier_template_test
