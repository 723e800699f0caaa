#include "sweep/study/policy_template.h"

#include <doctest/doctest.h>

#include "sweep/study/strategy.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::policy_template_test {
namespace {

const std::string kStrategy = R"(strategy: which
policies:
  routing:
    policy: weighted
    scorers:
      - {scorer: queue-depth}
      - choose: $affine
        of:
          true: {scorer: prefix-affinity, weight: $weight}
          false: {scorer: free-slots, weight: 2}
  scheduling:
    choose: $order
    of:
      arrival: {policy: fcfs}
      cached:
        policy: k-longest-prefix
        k: $k
      slack: {policy: least-slack, prediction_weight: $trust}
parameters:
  affine: {values: [true, false]}
  weight: {values: [3, 4], when: {affine: true}}
  order: {values: [arrival, cached, slack]}
  k: {values: [8, 0], when: {order: cached}}
  trust: {values: [1, 0.5], when: {order: slack}}
)";

StrategyTemplate parse(const std::string& text = kStrategy) {
  return StrategyTemplate::read(io::Document::parse(text, "s.yaml"));
}

engine::Scenario scenario_at(const StrategyTemplate& strategy,
                             const std::map<std::string, std::string>& settings) {
  engine::Scenario base;
  base.latency.beta = {1000, 1, 1};
  base.kv.gpu_blocks = 100;
  return strategy.scenario_at(base, strategy.space().point_of(settings, "--set"));
}

std::string problem(const std::string& from, const std::string& to) {
  std::string text = kStrategy;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("a parameter chooses the policy, each with settings of its own") {
  const StrategyTemplate strategy = parse();
  CHECK(strategy.space().grid_size() == 3 * 5);
  const engine::Scenario first = scenario_at(strategy, {});
  CHECK(first.scheduling == engine::PolicySpec{.policy = "fcfs", .parameters = {}, .scorers = {}});
  REQUIRE(first.routing.scorers.size() == 2);
  CHECK(first.routing.scorers[1].policy == "prefix-affinity");
  CHECK(first.routing.scorers[1].parameters.at("weight") == engine::ParameterValue(3.0));
  const engine::Scenario other =
      scenario_at(strategy, {{"order", "slack"}, {"trust", "0.5"}, {"affine", "false"}});
  CHECK(other.scheduling.policy == "least-slack");
  CHECK(other.scheduling.parameters.at("prediction_weight") == engine::ParameterValue(0.5));
  CHECK(other.routing.scorers[1].policy == "free-slots");
}

TEST_CASE("every grid point of such a strategy is a scenario of its own") {
  const StrategyTemplate strategy = parse();
  std::vector<engine::Scenario> seen;
  for (std::size_t i = 0; i < strategy.space().grid_size(); ++i) {
    const engine::Scenario one = strategy.instantiate({}, strategy.space().grid_point(i));
    for (const engine::Scenario& other : seen) {
      CHECK((one.scheduling != other.scheduling || one.routing != other.routing));
    }
    seen.push_back(one);
  }
}

TEST_CASE("choices survive being written and read again") {
  const StrategyTemplate strategy = parse();
  const std::string text = strategy.to_value().yaml();
  const StrategyTemplate again = parse(text);
  CHECK(again.to_value().yaml() == text);
  for (std::size_t i = 0; i < strategy.space().grid_size(); ++i) {
    const Point point = strategy.space().grid_point(i);
    CHECK(again.instantiate({}, point).scheduling == strategy.instantiate({}, point).scheduling);
    CHECK(again.instantiate({}, point).routing == strategy.instantiate({}, point).routing);
  }
}

TEST_CASE("a choice may be made within a choice") {
  const StrategyTemplate strategy = parse(R"(strategy: nested
policies:
  scheduling:
    choose: $a
    of:
      1: {policy: fcfs}
      2: {choose: $b, of: {x: {policy: sjf}, y: {policy: lifo}}}
parameters:
  a: {values: [1, 2]}
  b: {values: [x, y], when: {a: 2}}
)");
  std::string policies;
  for (std::size_t i = 0; i < strategy.space().grid_size(); ++i) {
    policies += strategy.instantiate({}, strategy.space().grid_point(i)).scheduling.policy + " ";
  }
  CHECK(policies == "fcfs sjf lifo ");
}

TEST_CASE("what the engine refuses is told at the line of the choice") {
  CHECK(problem_of([] {
          (void)scenario_at(parse(), {{"order", "cached"}, {"k", "0"}});
        }).starts_with("s.yaml:17: policies.scheduling.of.cached.k: 0 is out of range"));
  std::string text = kStrategy;
  text.replace(text.find("free-slots"), 10, "free-slotz");
  CHECK(
      problem_of([&] {
        (void)scenario_at(parse(text), {{"affine", "false"}});
      }) ==
      "s.yaml:10: policies.routing.scorers[1].of.false: unknown policy 'free-slotz'; did you mean "
      "'free-slots'?");
}

TEST_CASE("wrong choices are refused in one line") {
  CHECK(problem("choose: $order", "choose: order") ==
        "s.yaml:12: policies.scheduling.choose: 'order' does not choose (a parameter with listed "
        "values does); write $name of one");
  CHECK(
      problem_of([] {
        (void)parse(
            "strategy: s\npolicies: {scheduling: {choose: $x, of: {1: {policy: fcfs}}}}\n"
            "parameters: {x: {range: [1, 2], grid: 2}}\n");
      }) ==
      "s.yaml:2: policies.scheduling.choose: '$x' does not choose (a parameter with listed values "
      "does); write $name of one");
  CHECK(problem("      arrival: {policy: fcfs}\n", "") ==
        "s.yaml:13: policies.scheduling.of: has nothing for arrival (order is one of arrival, "
        "cached, slack); add 'arrival: {policy: …}'");
  CHECK(problem("arrival: {policy: fcfs}", "arival: {policy: fcfs}") ==
        "s.yaml:14: policies.scheduling.of.arival: order is never arival; use one of arrival, "
        "cached, slack");
  CHECK(
      problem("arrival: {policy: fcfs}", "arrival: {polcy: fcfs}") ==
      "s.yaml:14: policies.scheduling.of.arrival: 'policy' is missing; add 'policy: …' or correct "
      "'polcy'");
  CHECK(problem("    of:\n      arrival", "    from:\n      arrival") ==
        "s.yaml:13: policies.scheduling.from: unknown field; use one of choose, of");
  CHECK(
      problem("when: {order: cached}", "when: {order: slack}") ==
      "s.yaml:15: policies.scheduling.of.cached: $k does not exist here (it exists only when order "
      "is slack); correct its when, or use another parameter");
}

}  // namespace servesweep::sweep::policy_template_test
