#include "sweep/robustness/robustness_case.h"

#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::robustness_case_test {
namespace {

RobustnessCase case_of(const std::string& text) {
  return RobustnessCase::read(io::Document::parse(text, "case.yaml"));
}

std::string problem_with(const std::string& text) {
  return problem_of([&] { (void)case_of(text); });
}

/// Two clients of class a with one and three parts of the requests, one of class b with four.
WorkloadFile two_classes() {
  return WorkloadFile::read(io::Document::parse(R"(workload: w
requests_per_s: 100
requests: 30
classes: [{name: a, tier: standard}, {name: b, tier: sheddable}]
clients:
  - {id: a1, slo_class: a, rate_fraction: 1, arrival: {process: poisson}, input_tokens: {law: constant, value: 64}, output_tokens: {law: constant, value: 8}}
  - {id: a3, slo_class: a, rate_fraction: 3, arrival: {process: poisson}, input_tokens: {law: constant, value: 64}, output_tokens: {law: constant, value: 8}}
  - {id: b, slo_class: b, rate_fraction: 4, arrival: {process: poisson}, input_tokens: {law: constant, value: 64}, output_tokens: {law: constant, value: 8}}
)",
                                                "w.yaml"));
}

engine::Scenario home() {
  engine::Scenario scenario;
  scenario.instances = 8;
  scenario.latency.beta = {1000, 10, 1};
  scenario.kv.gpu_blocks = 501;
  scenario.signal_refresh_us = 50000;
  return scenario;
}

}  // namespace

TEST_CASE("a case that says nothing changes nothing") {
  const RobustnessCase one = case_of("case: as found\n");
  CHECK(one.name() == "as found");
  CHECK(one.workload(two_classes(), 8).identity().json() == two_classes().identity().json());
  const engine::Scenario scenario = one.scenario(home(), false);
  CHECK(scenario.instances == 8);
  CHECK(scenario.kv.gpu_blocks == 501);
  CHECK(scenario.signal_refresh_us == 50000);
  CHECK(scenario.profile == engine::Profile::vllm_v1);
}

TEST_CASE("a case changes what it says, whatever the strategy says of it") {
  const engine::Scenario scenario =
      case_of(
          "case: other\nprofile: reference\ninstances: 4\nkv: 0.5\n"
          "signals: {signal_refresh_us: 20000, predictor: {kind: oracle}}\n")
          .scenario(home(), false);
  CHECK(scenario.profile == engine::Profile::reference);
  CHECK(scenario.switches == engine::switches_of(engine::Profile::reference));
  CHECK(scenario.instances == 4);
  CHECK(scenario.kv.gpu_blocks == 251);  // 250.5 rounded
  CHECK(scenario.signal_refresh_us == 20000);
  CHECK(scenario.predictor.kind == engine::PredictorSpec::Kind::oracle);
}

TEST_CASE("another model brings its steps and its memory, unless the strategy has its own") {
  const RobustnessCase one = case_of(R"(case: slow
model:
  model: slow
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [9000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 700}
kv: 2
)");
  CHECK(one.scenario(home(), false).kv.gpu_blocks == 1400);
  CHECK(one.scenario(home(), true).kv.gpu_blocks == 1002);
  CHECK(one.scenario(home(), true).latency.beta[0] == 9000);
}

TEST_CASE("the load of an instance stays with their number, and goes with the rate") {
  const WorkloadFile more = case_of("case: c\ninstances: 32\n").workload(two_classes(), 8);
  CHECK(more.spec.requests_per_s == 400);
  CHECK(more.spec.requests == 120);
  CHECK(more.spec.rate_scale == 1);
  const WorkloadFile faster = case_of("case: c\nrate: 2\n").workload(two_classes(), 8);
  CHECK(faster.spec.rate_scale == 2);
  CHECK(faster.spec.requests == 30);
}

TEST_CASE("shares are those of classes, whose clients keep their proportions") {
  const engine::WorkloadSpec spec =
      case_of("case: c\nshares: {a: 0.2, b: 0.8}\n").workload(two_classes(), 8).spec;
  REQUIRE(spec.clients.size() == 3);
  CHECK(spec.clients[0].rate_fraction == doctest::Approx(0.05));
  CHECK(spec.clients[1].rate_fraction == doctest::Approx(0.15));
  CHECK(spec.clients[2].rate_fraction == doctest::Approx(0.8));
  const engine::WorkloadSpec only =
      case_of("case: c\nshares: {b: 1}\n").workload(two_classes(), 8).spec;
  REQUIRE(only.clients.size() == 1);
  CHECK(only.clients[0].id == "b");
}

TEST_CASE("what cannot be is refused where it stands") {
  CHECK(problem_with("case: c\nprofil: reference\n").find("did you mean 'profile'?") !=
        std::string::npos);
  CHECK(problem_with("case: ''\n").starts_with("case.yaml:1: case: is empty"));
  CHECK(problem_with("case: c\nkv: 0\n").starts_with("case.yaml:2: kv: "));
  CHECK(problem_with("case: c\nshares: {a: 0.2, b: 0.2}\n") ==
        "case.yaml:2: shares: add up to 0.4 (they are shares of all requests); give shares that "
        "add up to 1");
  CHECK(
      problem_of([] {
        (void)case_of("case: c\nshares: {a: 0.5, spare: 0.5}\n").workload(two_classes(), 8);
      }) ==
      "case.yaml:2: shares.spare: is no class of the clients (there is nobody whose share it could "
      "be); use one of a, b");
  WorkloadFile recorded = two_classes();
  recorded.trace.emplace();
  CHECK(problem_of([&] {
          (void)case_of("case: c\ninstances: 4\n").workload(recorded, 8);
        }).starts_with("case.yaml:1: cannot be had of workload 'w' (a recorded trace has"));
}

}  // namespace servesweep::sweep::robustness_case_test
