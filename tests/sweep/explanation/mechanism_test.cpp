#include "sweep/explanation/mechanism.h"

#include <doctest/doctest.h>

#include "sweep/explanation/mechanism_parts.h"
#include "sweep/study/scenario_text.h"
#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::mechanism_test {
namespace {

using Names = std::vector<std::string>;

Names names_of(const SwitchedStrategy& strategy) {
  Names names;
  for (const Mechanism& mechanism : strategy.mechanisms()) names.push_back(mechanism.name);
  return names;
}

engine::Scenario scenario() {
  engine::Scenario scenario;
  scenario.latency.beta = {1000, 10, 1};
  return scenario;
}

engine::PolicySpec policy(const std::string& name) {
  return {.policy = name, .parameters = {}, .scorers = {}};
}

}  // namespace

TEST_CASE("the mechanisms of a strategy are what it sets otherwise, as far as it matters") {
  engine::Scenario before = scenario(), after = before;
  after.routing = policy("least-loaded");
  after.batch.max_running = 32;
  after.chunking.parameters["tokens"] = 0.0;  // the default
  const SwitchedStrategy strategy({}, before, after);
  CHECK(names_of(strategy) == Names{"routing", "max_running"});
  CHECK(strategy.mechanisms()[0].change == "routing: round-robin -> least-loaded");
  CHECK(strategy.mechanisms()[1].change == "max_running: 256 -> 32");
  after.chunking.parameters["tokens"] = 512.0;
  CHECK(SwitchedStrategy({}, before, after).mechanisms()[1].change ==
        "chunking: fixed with tokens default -> 512");
  CHECK(names_of(SwitchedStrategy({}, before, before)).empty());
}

TEST_CASE("parts that need one another are one mechanism") {
  engine::Scenario before = scenario(), after = before;
  after.scheduling = policy("priority-fcfs");
  after.priority = policy("slo-tiered");
  after.offload = policy("write-through");
  after.kv.tiers.push_back({.name = "cpu", .blocks = 100});
  CHECK(names_of(SwitchedStrategy({}, before, after)) ==
        Names{"scheduling+priority", "tiers+offload"});
  after.predictor.kind = engine::PredictorSpec::Kind::lognormal;
  CHECK(names_of(SwitchedStrategy({}, before, after)) ==
        Names{"scheduling+priority+predictor", "tiers+offload"});
  after.routing = policy("least-loaded");  // either of two may read it now
  CHECK(names_of(SwitchedStrategy({}, before, after)) ==
        Names{"routing", "scheduling+priority", "predictor", "tiers+offload"});
}

TEST_CASE("a combination has the parts that are taken, and the memory that its limits leave") {
  engine::Scenario before = scenario(), after = before;
  after.routing = policy("least-loaded");
  after.batch.max_running = 32;
  const SwitchedStrategy strategy({}, before, after);
  CHECK(strategy.with(0).routing.policy == "round-robin");
  CHECK(strategy.with(1).routing.policy == "least-loaded");
  CHECK(strategy.with(1).batch.max_running == 256);
  CHECK(strategy.with(2).batch.max_running == 32);
}

TEST_CASE("all mechanisms together are the strategy, for every strategy of a study of the field") {
  const Study study =
      Study::read_file(std::string(SERVESWEEP_SOURCE) + "/configs/studies/field.yaml");
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  for (std::size_t i = 1; i < study.strategies().size(); ++i) {
    CAPTURE(study.strategies()[i].name());
    const engine::Scenario changed = study.scenario_at(i, study.point_at(i, 0));
    const SwitchedStrategy strategy(study.model(), baseline, changed);
    const MechanismSet all = (MechanismSet{1} << strategy.mechanisms().size()) - 1;
    CHECK(to_value(without_defaults(strategy.with(all))).json() ==
          to_value(without_defaults(changed)).json());
    CHECK(to_value(strategy.with(0)).json() == to_value(baseline).json());
  }
}

TEST_CASE("so are they where strategies have memory, machines or an engine of their own") {
  for (const char* file : {"precise-prefix", "scaling"}) {
    const Study study = Study::read_file(std::string(SERVESWEEP_SOURCE) +
                                         "/configs/studies/findings/" + file + ".yaml");
    const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
    for (std::size_t i = 1; i < study.strategies().size(); ++i) {
      CAPTURE(study.strategies()[i].name());
      const engine::Scenario changed = study.scenario_at(i, study.point_at(i, 0));
      const SwitchedStrategy strategy(study.model(), baseline, changed);
      const MechanismSet all = (MechanismSet{1} << strategy.mechanisms().size()) - 1;
      CHECK(to_value(without_defaults(strategy.with(all))).json() ==
            to_value(without_defaults(changed)).json());
      CHECK(to_value(strategy.with(0)).json() == to_value(baseline).json());
      const SwitchedStrategy back(study.model(), changed, baseline);
      REQUIRE(back.mechanisms().size() == strategy.mechanisms().size());
      CHECK(to_value(without_defaults(back.with(all))).json() ==
            to_value(without_defaults(baseline)).json());
    }
  }
}

TEST_CASE("profile, instances and stated memory are mechanisms, each by itself") {
  engine::Scenario before = scenario(), after = before;
  after.follow(engine::Profile::reference);
  after.instances = 4;
  after.kv.gpu_blocks = 6000;
  const SwitchedStrategy strategy({}, before, after);
  CHECK(names_of(strategy) == Names{"profile", "instances", "gpu_blocks"});
  CHECK(strategy.mechanisms()[0].change == "profile: vllm-v1 -> reference");
  CHECK(strategy.mechanisms()[1].change == "instances: 1 -> 4");
  CHECK(strategy.mechanisms()[2].change == "gpu_blocks: 1000000 -> 6000");
  CHECK(strategy.with(1).switches == engine::switches_of(engine::Profile::reference));
  CHECK(strategy.with(2).instances == 4);
  CHECK(strategy.with(2).kv.gpu_blocks == 1'000'000);
  CHECK(strategy.with(4).kv.gpu_blocks == 6000);
}

TEST_CASE("computed memory follows the limits, stated memory does not") {
  const Model model = Model::read(io::Document::read_file(
      std::string(SERVESWEEP_SOURCE) + "/configs/models/llama-3.1-8b-h100-tp1-roofline.yaml"));
  REQUIRE(model.capacity);
  engine::Scenario before;
  model.apply_to(before);
  model.size_kv_cache(before);
  engine::Scenario limits = before;
  limits.batch.max_tokens_per_step += 1024;
  model.size_kv_cache(limits);
  REQUIRE(limits.kv.gpu_blocks < before.kv.gpu_blocks);
  CHECK(names_of(SwitchedStrategy(model, before, limits)) == Names{"max_tokens_per_step"});
  engine::Scenario stated = limits;
  stated.kv.gpu_blocks = 6000;
  const SwitchedStrategy both(model, before, stated);
  CHECK(names_of(both) == Names{"max_tokens_per_step", "gpu_blocks"});
  CHECK(both.with(1).kv.gpu_blocks == limits.kv.gpu_blocks);
  CHECK(both.with(2).kv.gpu_blocks == 6000);
  CHECK(both.with(3).kv.gpu_blocks == 6000);
  stated.kv.gpu_blocks = before.kv.gpu_blocks;  // with larger steps: stated by both
  const SwitchedStrategy held(model, before, stated);
  CHECK(names_of(held) == Names{"max_tokens_per_step"});
  CHECK(held.with(1).kv.gpu_blocks == before.kv.gpu_blocks);
}

TEST_CASE("what no strategy may set is no mechanism, and refused") {
  engine::Scenario before = scenario(), after = before;
  after.horizon_us = 1'000'000;
  CHECK(problem_of([&] { (void)SwitchedStrategy({}, before, after); }) ==
        "explain: the two scenarios differ in more than a strategy may set (what is left would "
        "belong to no mechanism); compare strategies of one study");
}

TEST_CASE("up to five mechanisms are combined in every way") {
  CHECK(ablation_design(0) == std::vector<MechanismSet>{0});
  CHECK(ablation_design(2) == std::vector<MechanismSet>{0, 1, 2, 3});
  CHECK(ablation_design(5).size() == 32);
  const std::vector<MechanismSet> six = ablation_design(6);
  CHECK(six.size() == 2 + 2 * 6);
  CHECK(six.front() == 0);
  CHECK(six.back() == 63);
  CHECK(six[1] == 1);
}

}  // namespace servesweep::sweep::mechanism_test
