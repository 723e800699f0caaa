#include "sweep/study/strategy.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::strategy_test {
namespace {

const std::string kStrategy = R"(strategy: cascade
claim: classes first
policies:
  routing:
    policy: weighted
    scorers:
      - {scorer: queue-depth, weight: 2}
      - {scorer: prefix-affinity, weight: $affinity}
  scheduling: {policy: $order}
  priority:
    policy: slo-tiered
    age_weight_per_us: $age
limits: {max_tokens_per_step: $budget}
kv: {cpu_blocks: 44000, transfer_tokens_per_us: 0.5, watermark: 0.02}
parameters:
  affinity: {values: [3, 1]}
  order: {values: [priority-fcfs, sjf]}
  age: {values: [1.0e-5, -1]}
  budget: {values: [962, 0]}
)";

std::string changed(const std::string& from, const std::string& to) {
  std::string text = kStrategy;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

engine::Scenario base_scenario() {
  engine::Scenario base;
  base.latency.beta = {1000, 1, 1};
  base.kv.gpu_blocks = 100;
  return base;
}

StrategyTemplate parse(const std::string& text) {
  return StrategyTemplate::read(io::Document::parse(text, "s.yaml"));
}

std::string problem(const std::string& from, const std::string& to) {
  return problem_of([&] {
    const StrategyTemplate strategy = parse(changed(from, to));
    (void)strategy.scenario_at(base_scenario(), strategy.space().grid_point(0));
  });
}

std::string problem_at(const std::map<std::string, std::string>& settings) {
  return problem_of([&] {
    const StrategyTemplate strategy = parse(kStrategy);
    (void)strategy.scenario_at(base_scenario(), strategy.space().point_of(settings, "test"));
  });
}

}  // namespace

TEST_CASE("a point fills a scenario and leaves the rest of it alone") {
  const StrategyTemplate strategy = parse(kStrategy);
  engine::Scenario base = base_scenario();
  base.instances = 8;
  base.kv.gpu_blocks = 777;
  const engine::Scenario scenario = strategy.scenario_at(
      base, strategy.space().point_of({{"affinity", "1"}, {"order", "sjf"}}, "test"));
  CHECK(scenario.instances == 8);
  CHECK(scenario.kv.gpu_blocks == 777);
  CHECK(scenario.kv.cpu_blocks == 44000);
  CHECK(scenario.kv.watermark == 0.02);
  CHECK(scenario.kv.transfer_tokens_per_us == 0.5);
  CHECK(scenario.batch.max_tokens_per_step == 962);
  CHECK(scenario.batch.max_running == 256);
  CHECK(scenario.scheduling.policy == "sjf");
  CHECK(scenario.priority.parameters.at("age_weight_per_us") == engine::ParameterValue(1e-5));
  REQUIRE(scenario.routing.scorers.size() == 2);
  CHECK(scenario.routing.scorers[1].policy == "prefix-affinity");
  CHECK(scenario.routing.scorers[1].parameters.at("weight") == engine::ParameterValue(1.0));
  CHECK(scenario.admission.policy == "always-admit");
}

TEST_CASE("written and read again, a strategy gives the same scenarios") {
  const StrategyTemplate strategy = parse(kStrategy);
  const StrategyTemplate again = parse(strategy.to_value().yaml());
  CHECK(again.to_value().json() == strategy.to_value().json());
  REQUIRE(again.space().grid_size() == strategy.space().grid_size());
  const engine::Scenario one = strategy.instantiate({}, strategy.space().grid_point(5));
  const engine::Scenario other = again.instantiate({}, again.space().grid_point(5));
  CHECK(one.routing == other.routing);
  CHECK(one.batch.max_tokens_per_step == other.batch.max_tokens_per_step);
}

TEST_CASE("wrong files are refused in one line") {
  CHECK(problem("claim:", "clame:") == "s.yaml:2: clame: unknown field; did you mean 'claim'?");
  CHECK(
      problem("strategy: cascade", "strategy: a/b") ==
      "s.yaml:1: strategy: 'a/b' cannot be a name (it becomes part of file names); use at most 64 "
      "letters, digits, - _ .");
  CHECK(problem("  scheduling:", "  scheduler:") ==
        "s.yaml:9: policies.scheduler: unknown field; did you mean 'scheduling'?");
  CHECK(problem("$age\n", "$agee\n") ==
        "s.yaml:12: policies.priority.age_weight_per_us: $agee is not declared; did you mean "
        "'age'?");
  CHECK(problem("$age\n", "1.0e-5\n") ==
        "s.yaml:18: parameters.age: is never used (no scalar of the strategy is $age); use it or "
        "remove it");
  CHECK(problem("{policy: $order}", "{polcy: $order}") ==
        "s.yaml:9: policies.scheduling: 'policy' is missing; add 'policy: …' or correct 'polcy'");
  CHECK(problem("max_tokens_per_step", "max_token_per_step") ==
        "s.yaml:13: limits.max_token_per_step: unknown field; did you mean 'max_tokens_per_step'?");
  CHECK(problem("cpu_blocks: 44000", "cpu_blocks: 0.5") ==
        "s.yaml:14: kv.cpu_blocks: 0.5 is not a legal value; give a whole number");
  CHECK(problem("{scorer: queue-depth, weight: 2}", "queue-depth") ==
        "s.yaml:7: policies.routing.scorers[0]: is a single value (a map is needed); write 'name: "
        "value' lines");
}

TEST_CASE("without parameters, a reference says where to declare one") {
  CHECK(
      problem_of([] { (void)parse("strategy: s\npolicies: {scheduling: {policy: $order}}\n"); }) ==
      "s.yaml:2: policies.scheduling.policy: $order is not declared; declare it under "
      "parameters");
}

TEST_CASE("what the engine refuses is told at the line that set it") {
  CHECK(problem("policy: slo-tiered", "policy: slo-teired") ==
        "s.yaml:10: policies.priority: unknown policy 'slo-teired'; did you mean 'slo-tiered'?");
  CHECK(problem("age_weight_per_us", "age_wieght_per_us") ==
        "s.yaml:12: policies.priority.age_wieght_per_us: unknown parameter 'age_wieght_per_us' of "
        "policy 'slo-tiered'; did you mean 'age_weight_per_us'?");
  CHECK(problem("scorer: queue-depth", "scorer: queue-dept") ==
        "s.yaml:7: policies.routing.scorers[0]: unknown policy 'queue-dept'; did you mean "
        "'queue-depth'?");
  CHECK(problem("weight: 2", "weight: -1") ==
        "s.yaml:7: policies.routing.scorers[0].weight: -1 is out of range (share of this scorer in "
        "the total); give a value from 0 to 1000000000000");
  CHECK(problem("watermark: 0.02", "watermark: 1") ==
        "s.yaml:14: kv.watermark: 1 is out of range (part of GPU memory to be left free); give a "
        "value from 0 to 0.99");
  CHECK(
      problem("cpu_blocks: 44000", "cpu_blocks: -1") ==
      "s.yaml:14: kv.cpu_blocks: -1 is out of range (blocks of the CPU tier); give a value from 0 "
      "to 1073741824");
}

TEST_CASE("… with the value that its parameter had") {
  CHECK(
      problem_at({{"age", "-1"}}) ==
      "s.yaml:12: policies.priority.age_weight_per_us: -1 is out of range (growth of urgency with "
      "age, at age = -1); give a value from 0 to 1000");
  CHECK(problem_at({{"budget", "0"}}) ==
        "s.yaml:13: limits.max_tokens_per_step: 0 is out of range (token budget of a step, at "
        "budget = 0); give a value from 1 to 16777216");
}

TEST_CASE("what the strategy does not set is left to others to locate") {
  const StrategyTemplate strategy = parse(kStrategy);
  const engine::Problem problem("latency.beta", "0 is too small", "", "");
  CHECK(strategy.located(problem, strategy.space().grid_point(0)).where() == "latency.beta");
}

namespace {

const std::string kFull = R"(strategy: full
claim: c
source: s
kind: portfolio
opportunities: [load-adaptation]
hook: the router
policies:
  routing:
    policy: weighted
    scorers:
      - {scorer: queue-depth, weight: $w_queue}
      - {scorer: prefix-affinity, weight: $w_prefix}
limits: {max_running: $running}
signals: {signal_refresh_us: 50000, predictor: {kind: lognormal, log_error: $error}}
parameters:
  weights: {simplex: [w_queue, w_prefix], steps: 4, default: [0.5, 0.5], meaning: shares}
  running: {values: [1, 2], default: 2, meaning: batch}
  error: {range: [0, 1], default: 0.25, meaning: noise}
constraints: [w_queue > 0, w_queue < 1]
)";

}  // namespace

TEST_CASE("everything that a strategy can say survives being written and read again") {
  const StrategyTemplate strategy = parse(kFull);
  CHECK(strategy.facts().kind == StrategyKind::portfolio);
  CHECK(strategy.facts().hook == "the router");
  const std::string text = strategy.to_value().yaml();
  const StrategyTemplate again = parse(text);
  CHECK(again.to_value().yaml() == text);
  CHECK(again.space().default_point().label() == "w_queue=0.5 w_prefix=0.5 running=2 error=0.25");
  REQUIRE(again.space().grid_size() == 6);  // ¼, ½, ¾ for either batch
  const engine::Scenario one =
      strategy.scenario_at(base_scenario(), strategy.space().grid_point(5));
  const engine::Scenario other = again.scenario_at(base_scenario(), again.space().grid_point(5));
  CHECK(one.routing == other.routing);
  CHECK(one.routing.scorers[0].parameters.at("weight") == engine::ParameterValue(0.25));
  CHECK(other.signal_refresh_us == 50000);
  CHECK(other.predictor.log_error == 0.25);
  CHECK(other.batch.max_running == 2);
}

TEST_CASE("a share that nothing uses, and constraints on nothing, are refused") {
  std::string unused = kFull;
  unused.replace(unused.find("$w_prefix"), 9, "1");
  CHECK(problem_of([&] { (void)parse(unused); }) ==
        "s.yaml:16: parameters.weights: w_prefix is never used (no scalar of the strategy is "
        "$w_prefix); use it or remove it");
  CHECK(problem_of([] { (void)parse("strategy: s\npolicies: {}\nconstraints: [a < 1]\n"); }) ==
        "s.yaml:3: constraints: has nothing to constrain (the strategy has no parameters); declare "
        "some under parameters or remove it");
}

namespace {

/// A strategy of a kind (a line of its own, or none) whose predictor is as it says.
std::string bound_problem(const std::string& kind, const std::string& predictor,
                          engine::PredictorSpec::Kind cluster) {
  const StrategyTemplate strategy = parse("strategy: s\n" + kind + "policies: {}\n" + predictor);
  engine::Scenario base = base_scenario();
  base.predictor.kind = cluster;
  return problem_of([&] { (void)strategy.scenario_at(base, strategy.space().default_point()); });
}

}  // namespace

TEST_CASE("a strategy that brings an oracle with it must be marked as a bound") {
  using Kind = engine::PredictorSpec::Kind;
  const std::string oracle = "signals: {predictor: {kind: oracle}}\n";
  CHECK(bound_problem("kind: bound\n", oracle, Kind::none) == "no problem");
  CHECK(bound_problem("kind: joint\n", oracle, Kind::none) ==
        "s.yaml:4: signals.predictor.kind: reads what no real system knows; use {kind: lognormal, "
        "log_error: 0.5}, or set kind: bound");
  CHECK(bound_problem("", oracle, Kind::oracle) ==
        "s.yaml:3: signals.predictor.kind: reads what no real system knows; use {kind: lognormal, "
        "log_error: 0.5}, or set kind: bound");
  CHECK(bound_problem("", "signals: {predictor: {kind: lognormal}}\n", Kind::oracle) ==
        "no problem");
  // A study that gives the oracle to everybody favours nobody.
  CHECK(bound_problem("", "", Kind::oracle) == "no problem");
}

TEST_CASE("weights that are all 0 are refused at the list of scorers") {
  const std::string none =
      changed("{scorer: queue-depth, weight: 2}", "{scorer: queue-depth, weight: 0}");
  const StrategyTemplate strategy = parse(none);
  CHECK_NOTHROW((void)strategy.scenario_at(base_scenario(), strategy.space().default_point()));
  std::string all = none;
  all.replace(all.find("[3, 1]"), 6, "[0]");
  CHECK(problem_of([&] {
          const StrategyTemplate zero = parse(all);
          (void)zero.scenario_at(base_scenario(), zero.space().default_point());
        }) ==
        "s.yaml:6: policies.routing.scorers: every weight is 0 (no instance would be better than "
        "another); give one a weight above 0");
}

TEST_CASE("a strategy may have other machines and another engine than its study") {
  const std::string text =
      "{strategy: s, policies: {}, cluster: {instances: $n, gpu_blocks: 2000},\n"
      "profile: {base: vllm-v1, async_scheduling: false}, parameters: {n: {values: [4, 0, 1.5]}}}";
  const StrategyTemplate strategy = StrategyTemplate::read(io::Document::parse(text, "s.yaml"));
  engine::Scenario base = base_scenario();
  base.follow(engine::Profile::reference);
  const engine::Scenario scenario = strategy.scenario_at(base, strategy.space().grid_point(0));
  CHECK(scenario.instances == 4);
  CHECK(scenario.kv.gpu_blocks == 2000);
  CHECK(scenario.profile == engine::Profile::vllm_v1);
  CHECK(scenario.switches.effects_at_step_end);
  CHECK_FALSE(scenario.switches.async_scheduling);
  CHECK(strategy.fixes_gpu_blocks());
  CHECK_FALSE(StrategyTemplate::read(io::Document::parse("{strategy: s, policies: {}}", "s.yaml"))
                  .fixes_gpu_blocks());
  const StrategyTemplate again =
      StrategyTemplate::read(io::Document::parse(strategy.to_value().yaml(), "again"));
  CHECK(again.to_value().yaml() == strategy.to_value().yaml());
  CHECK(again.scenario_at(base, again.space().grid_point(0)).instances == 4);

  const auto problem = [&](std::size_t point) {
    return problem_of(
        [&] { (void)strategy.scenario_at(base, strategy.space().grid_point(point)); });
  };
  CHECK(problem(1).starts_with("s.yaml:1: cluster.instances: 0 is out of range"));
  CHECK(problem(2).starts_with("s.yaml:1: cluster.instances: 1.5 is not a legal value"));
}

TEST_CASE("KV blocks that a strategy fixes are blamed on it") {
  const StrategyTemplate strategy = StrategyTemplate::read(
      io::Document::parse("{strategy: s, policies: {}, cluster: {gpu_blocks: 0}}", "s.yaml"));
  CHECK(problem_of([&] {
          (void)strategy.scenario_at(base_scenario(), strategy.space().grid_point(0));
        }).starts_with("s.yaml:1: cluster.gpu_blocks: 0 is out of range"));
}

}  // namespace servesweep::sweep::strategy_test
