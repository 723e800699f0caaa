#include "sweep/study/signals_template.h"

#include <doctest/doctest.h>

#include "sweep/study/strategy.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::signals_template_test {
namespace {

using PredictorKind = engine::PredictorSpec::Kind;

StrategyTemplate strategy(const std::string& signals, const std::string& parameters = "") {
  return StrategyTemplate::read(io::Document::parse(
      "strategy: s\npolicies: {}\nsignals: " + signals + '\n' + parameters, "s.yaml"));
}

/// A cluster that has its own idea of everything.
engine::Scenario base() {
  engine::Scenario scenario;
  scenario.latency.beta = {1000, 1, 1};
  scenario.signal_refresh_us = 7;
  scenario.cache_event_delay_us = 8;
  scenario.predictor = {.kind = PredictorKind::lognormal, .log_error = 0.3, .log_bias = 0.1};
  return scenario;
}

engine::Scenario at_default(const StrategyTemplate& one) {
  return one.scenario_at(base(), one.space().default_point());
}

std::string problem(const std::string& signals, const std::string& parameters = "") {
  return problem_of([&] { (void)at_default(strategy(signals, parameters)); });
}

}  // namespace

TEST_CASE("what a strategy says of its signals replaces the cluster's, setting by setting") {
  const engine::Scenario one = at_default(strategy("{signal_refresh_us: 30000000}"));
  CHECK(one.signal_refresh_us == 30'000'000);
  CHECK(one.cache_event_delay_us == 8);
  CHECK(one.predictor.log_error == 0.3);
  const engine::Scenario two = at_default(strategy("{cache_event_delay_us: 0}"));
  CHECK(two.signal_refresh_us == 7);
  CHECK(two.cache_event_delay_us == 0);
}

TEST_CASE("a strategy's predictor replaces the cluster's as a whole") {
  const engine::Scenario one =
      at_default(strategy("{predictor: {kind: lognormal, log_error: 0.2}}"));
  CHECK(one.predictor.log_error == 0.2);
  CHECK(one.predictor.log_bias == 0);
  CHECK(at_default(strategy("{predictor: {kind: none}}")).predictor.kind == PredictorKind::none);
}

TEST_CASE("every signal may be a parameter") {
  const StrategyTemplate one = strategy(
      "{signal_refresh_us: $r, cache_event_delay_us: $d, predictor: {kind: $k, log_error: $e, "
      "log_bias: $b}}",
      "parameters: {r: {values: [1, 2]}, d: {values: [3]}, k: {values: [none, lognormal]}, "
      "e: {values: [0.25]}, b: {values: [-0.5]}}");
  const Point point = one.space().point_of({{"r", "2"}, {"k", "lognormal"}}, "");
  const engine::Scenario scenario = one.scenario_at(base(), point);
  CHECK(scenario.signal_refresh_us == 2);
  CHECK(scenario.cache_event_delay_us == 3);
  CHECK(scenario.predictor.kind == PredictorKind::lognormal);
  CHECK(scenario.predictor.log_error == 0.25);
  CHECK(scenario.predictor.log_bias == -0.5);
  // The error of a predictor that is not there makes no other scenario of the same thing.
  CHECK(one.scenario_at(base(), one.space().default_point()).predictor.log_error == 0.5);
  const std::string text = one.to_value().yaml();
  const StrategyTemplate again = StrategyTemplate::read(io::Document::parse(text, "again"));
  CHECK(again.to_value().yaml() == text);
  CHECK(again.scenario_at(base(), point).predictor.log_bias == -0.5);
}

TEST_CASE("wrong signals are refused at their line of the strategy file") {
  CHECK(problem("{signal_refresh: 1}") ==
        "s.yaml:3: signals.signal_refresh: unknown field; did you mean 'signal_refresh_us'?");
  CHECK(problem("{signal_refresh_us: 0.5}") ==
        "s.yaml:3: signals.signal_refresh_us: 0.5 is not a legal value; give whole µs");
  CHECK(problem("{signal_refresh_us: -1}")
            .starts_with("s.yaml:3: signals.signal_refresh_us: -1 is out of range"));
  CHECK(problem("{predictor: {kind: lognormal, log_error: 11}}")
            .starts_with("s.yaml:3: signals.predictor.log_error: 11 is out of range"));
  CHECK(problem("{predictor: {kind: lognormal, log_bias: big}}") ==
        "s.yaml:3: signals.predictor.log_bias: big is not a legal value; give a number");
  CHECK(problem("{predictor: {kind: oracel}}") ==
        "s.yaml:3: signals.predictor.kind: unknown word 'oracel'; did you mean 'oracle'?");
  CHECK(problem("{predictor: {kind: none, log_error: 1}}").find("log_error: unknown field") !=
        std::string::npos);
  CHECK(problem("{predictor: {kind: $k}}", "parameters: {k: {values: [nome]}}") ==
        "s.yaml:3: signals.predictor.kind: unknown word 'nome'; did you mean 'none'?");
  CHECK(problem("{signal_refresh_us: $r}", "parameters: {r: {values: [-5]}}").find("at r = -5") !=
        std::string::npos);
}

}  // namespace servesweep::sweep::signals_template_test
