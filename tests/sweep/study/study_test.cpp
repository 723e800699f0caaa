#include "sweep/study/study.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::study_test {
namespace {

Study parse(const std::string& text) {
  return Study::read(io::Document::parse(text, "s.yaml"));
}

std::string problem(const std::string& from, const std::string& to) {
  return problem_of([&] {
    const Study study = parse(example_with(from, to));
    for (std::size_t i = 0; i < study.strategies().size(); ++i) {
      (void)study.scenario_at(i, study.strategies()[i].space().grid_point(0));
    }
  });
}

}  // namespace

TEST_CASE("everything a study says is read") {
  const Study study = parse(kExampleStudy);
  CHECK(study.name() == "example");
  CHECK(study.question() == "who wins");
  CHECK(study.seeds() == std::vector<std::uint64_t>{42, 43});
  REQUIRE(study.strategies().size() == 2);
  CHECK(study.strategies()[0].name() == "plain");
  CHECK(study.strategies()[1].space().grid_size() == 4);
  CHECK(study.classes() == std::vector<std::string>{"standard"});
  CHECK(study.keep_requests().which == KeepRequests::Which::none);
  CHECK(study.objectives() == std::vector<Objective>{{"ttft_p99_ms", Goal::minimize},
                                                     {"output_tokens_per_s", Goal::maximize}});
  const engine::Scenario scenario =
      study.scenario_at(1, study.strategies()[1].space().grid_point(3));
  CHECK(scenario.instances == 2);
  CHECK(scenario.kv.gpu_blocks == 500);
  CHECK(scenario.scheduling.policy == "sjf");
  CHECK(scenario.batch.max_tokens_per_step == 512);
}

TEST_CASE("the resolved text is a study with the same resolved text") {
  const Study study = parse(kExampleStudy);
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK(again.resolved_text() == study.resolved_text());
  CHECK(again.strategies().size() == study.strategies().size());
  CHECK(again.keep_requests().which == study.keep_requests().which);
}

TEST_CASE("wrong studies are refused in one line") {
  CHECK(problem("question:", "qestion:") ==
        "s.yaml:2: qestion: unknown field; did you mean 'question'?");
  CHECK(problem("study: example", "name: example") ==
        "s.yaml:1: name: unknown field; use one of study, question, profile, model, cluster, "
        "workloads, seeds, baseline, strategies, search, objectives, constraints, keep_requests, "
        "claims, loads, criteria, finding, warmup");
  CHECK(problem("profile: reference", "profile: referenc") ==
        "s.yaml:3: profile: unknown word 'referenc'; did you mean 'reference'?");
  CHECK(problem("instances: 2", "instances: two") ==
        "s.yaml:10: cluster.instances: 'two' is not an integer; write an integer from 1 to 65536");
  CHECK(
      problem("seeds: [42, 43]", "seeds: [42, 42]") ==
      "s.yaml:20: seeds[1]: seed 42 is listed twice (a repeated seed adds no information); remove "
      "one");
  CHECK(problem("seeds: [42, 43]\n", "") == "s.yaml:1: 'seeds' is missing; add 'seeds: …'");
  CHECK(problem("method: grid", "method: bays") ==
        "s.yaml:30: search.method: unknown word 'bays'; did you mean 'bayes'?");
  CHECK(problem("metric: ttft_p99_ms", "metric: ttft_p99") ==
        "s.yaml:32: objectives[0].metric: unknown metric 'ttft_p99'; did you mean 'ttft_p99_ms'?");
  CHECK(problem("metric: output_tokens_per_s", "metric: ttft_p99_ms") ==
        "s.yaml:33: objectives[1].metric: metric 'ttft_p99_ms' is listed twice; remove one");
  CHECK(problem("goal: maximize", "goal: more") ==
        "s.yaml:33: objectives[1].goal: unknown word 'more'; use one of minimize, maximize");
  CHECK(problem("keep_requests: none", "keep_requests: some") ==
        "s.yaml:34: keep_requests: unknown word 'some'; did you mean 'none'?");
  CHECK(problem("strategy: tuned", "strategy: plain") ==
        "s.yaml:23: strategies[0]: strategy 'plain' is named twice (results are told apart by "
        "name); rename or remove one");
  CHECK(problem("strategy: plain, policies: {scheduling: {policy: fcfs}}",
                "strategy: plain, policies: {scheduling: {policy: $p}}, "
                "parameters: {p: {values: [fcfs, sjf]}}") ==
        "s.yaml:21: baseline: the baseline has 2 points (strategies are compared with one fixed "
        "baseline); give each of its parameters one value");
}

TEST_CASE("a study tries every grid point, or each strategy once at its defaults") {
  const Study grid = parse(kExampleStudy);
  CHECK(grid.search().method == SearchMethod::grid);
  CHECK(grid.point_count(0) == 1);
  CHECK(grid.point_count(1) == 4);
  CHECK(grid.point_at(1, 3).label() == "order=sjf budget=512");

  const Study once = parse(example_with("method: grid", "method: defaults"));
  CHECK(once.search().method == SearchMethod::defaults);
  CHECK(once.point_count(1) == 1);
  CHECK(once.point_at(1, 0).label() == "order=fcfs budget=2048");
  CHECK(Study::from_resolved(once.resolved_text()).search().method == SearchMethod::defaults);
}

TEST_CASE("under random search only the baseline stays at its defaults") {
  std::string text = example_with("method: grid", "method: random, points: 3");
  const std::string plain = "policies: {scheduling: {policy: fcfs}}";
  text.replace(text.find(plain), plain.size(),
               "policies: {scheduling: {policy: $p}}, parameters: {p: {values: [sjf, fcfs]}}");
  const Study study = parse(text);
  CHECK(study.point_count(0) == 1);
  CHECK(study.point_at(0, 0).label() == "p=sjf");
  CHECK(study.point_count(1) == 3);
  CHECK(study.point_at(1, 0).label() == "order=fcfs budget=2048");
  const Study again = Study::from_resolved(study.resolved_text());
  for (std::size_t i = 0; i < 3; ++i) CHECK(again.point_at(1, i) == study.point_at(1, i));
}

TEST_CASE("constraints that no random point fulfils are told at the strategy") {
  std::string text = example_with("method: grid", "method: random, points: 3");
  const std::string values = "budget: {values: [2048, 512]}";
  text.replace(text.find(values), values.size(),
               "budget: {range: [1, 100000000], type: integer, default: 1}\n"
               "    constraints: [budget < 2]");
  CHECK(problem_of([&] { (void)parse(text); }) ==
        "s.yaml:23: strategies[0]: has no random point (constraints refuse each of 10000 draws); "
        "narrow the ranges to where the constraints hold");
}

TEST_CASE("at its defaults a baseline may have parameters with several values") {
  std::string text = example_with("method: grid", "method: defaults");
  const std::string plain = "policies: {scheduling: {policy: fcfs}}";
  text.replace(text.find(plain), plain.size(),
               "policies: {scheduling: {policy: $p}}, parameters: {p: {values: [sjf, fcfs]}}");
  const Study study = parse(text);
  CHECK(study.point_at(0, 0).label() == "p=sjf");
  CHECK(study.scenario_at(0, study.point_at(0, 0)).scheduling.policy == "sjf");
}

TEST_CASE("a study without strategies or workloads is refused") {
  const std::string no_strategies = kExampleStudy.substr(0, kExampleStudy.find("strategies:\n")) +
                                    "strategies: []\n" +
                                    kExampleStudy.substr(kExampleStudy.find("search:"));
  CHECK(problem_of([&] { (void)parse(no_strategies); }) ==
        "s.yaml:22: strategies: is empty (there is nothing to compare with the baseline); list at "
        "least one strategy");
  const std::string no_workloads = kExampleStudy.substr(0, kExampleStudy.find("workloads:\n")) +
                                   "workloads: []\n" +
                                   kExampleStudy.substr(kExampleStudy.find("seeds:"));
  CHECK(problem_of([&] { (void)parse(no_workloads); }) ==
        "s.yaml:11: workloads: is empty; list at least one workload");
}

TEST_CASE("what the engine refuses is told at the line of the strategy or the model") {
  CHECK(problem("policy: fcfs}}", "policy: fcsf}}") ==
        "s.yaml:21: baseline.policies.scheduling: unknown policy 'fcsf'; did you mean 'fcfs'?");
  CHECK(problem("beta: [1000,", "beta: [0,") ==
        "s.yaml:8: model.latency.beta: 0 is too small (a step must take time, or the simulation "
        "never advances); give a fixed step cost of at least 1 µs");
  CHECK(problem("gpu_blocks: 500", "gpu_blocks: 2000000000") ==
        "s.yaml:9: model.kv.gpu_blocks: 2000000000 is out of range (KV blocks of one instance); "
        "give a value from 1 to 1073741824");
}

TEST_CASE("a missing file is named at the line that names it, with the nearest that exists") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "servesweep_study_test";
  std::filesystem::create_directories(folder / "models");
  std::ofstream(folder / "models" / "tiny.yaml") << "model: tiny\n";
  const std::string text = example_with(
      kExampleStudy.substr(kExampleStudy.find("model:\n"),
                           kExampleStudy.find("cluster:") - kExampleStudy.find("model:\n")),
      "model: models/tniy.yaml\n");
  std::ofstream(folder / "study.yaml") << text;
  CHECK(problem_of([&] { (void)Study::read_file(folder / "study.yaml"); }) ==
        (folder / "study.yaml").string() + ":4: model: no file 'models/tniy.yaml' (looked for " +
            (folder / "models" / "tniy.yaml").string() + "); did you mean 'tiny.yaml'?");
  CHECK(problem_of([&] { (void)Study::read_file(folder / "none.yaml"); }) ==
        (folder / "none.yaml").string() +
            ": cannot be opened (No such file or directory); check the path and its permissions");
  std::filesystem::remove_all(folder);
}

}  // namespace servesweep::sweep::study_test
