#include "sweep/explanation/ablation_study.h"

#include <doctest/doctest.h>

#include "sweep/study/scenario_text.h"
#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::ablation_study_test {

TEST_CASE("an ablation study has each combination under a name of its own") {
  const Study study = test::explained_study();
  const SwitchedStrategy strategy(study.model(), study.scenario_at(0, study.point_at(0, 0)),
                                  study.scenario_at(1, study.point_at(1, 0)));
  const Study ablation = Study::from_resolved(
      ablation_study(study, strategy, {.baseline = "plain", .strategy = "hurry", .seeds = {5, 6}}));
  std::vector<std::string> names;
  for (const StrategyTemplate& one : ablation.strategies()) names.push_back(one.name());
  CHECK(names == std::vector<std::string>{"plain", "hurry.only.scheduling-priority",
                                          "hurry.only.max_tokens_per_step", "hurry"});
  CHECK(ablation.seeds() == std::vector<std::uint64_t>{5, 6});
  CHECK(ablation.objectives() == study.objectives());
  CHECK(ablation.workloads().front().identity().json() ==
        study.workloads().front().identity().json());
  CHECK(to_value(ablation.scenario_at(3, ablation.point_at(3, 0))).json() ==
        to_value(strategy.strategy()).json());
}

TEST_CASE("an ablation study measures from where the study does, to the microsecond") {
  // 200 requests at 2,000/s arrive within 0.1 s.
  const Study study = Study::read(
      io::Document::parse(test::kExplainedStudy + "warmup: {burst: {s: 0.033333}}\n", "s.yaml"));
  const SwitchedStrategy strategy(study.model(), study.scenario_at(0, study.point_at(0, 0)),
                                  study.scenario_at(1, study.point_at(1, 0)));
  const Study ablation = Study::from_resolved(
      ablation_study(study, strategy, {.baseline = "plain", .strategy = "hurry", .seeds = {5, 6}}));
  REQUIRE(ablation.workloads().size() == 1);
  CHECK(ablation.workloads()[0].measure_from_us == 33'333);
}

TEST_CASE("other machines and another engine are written down and read again") {
  const Study study = Study::read_file(std::string(SERVESWEEP_SOURCE) +
                                       "/configs/studies/findings/precise-prefix.yaml");
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  engine::Scenario other = baseline;
  other.kv.gpu_blocks = 6000;
  other.instances = 4;
  other.follow(engine::Profile::reference);
  const SwitchedStrategy strategy(study.model(), baseline, other);
  REQUIRE(strategy.mechanisms().size() == 3);
  const Study ablation = Study::from_resolved(
      ablation_study(study, strategy, {.baseline = "base", .strategy = "other", .seeds = {1}}));
  CHECK(to_value(ablation.scenario_at(7, ablation.point_at(7, 0))).json() ==
        to_value(other).json());
}

TEST_CASE("every strategy of the field can be written down and read again") {
  const Study study =
      Study::read_file(std::string(SERVESWEEP_SOURCE) + "/configs/studies/field.yaml");
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  for (std::size_t i = 1; i < study.strategies().size(); ++i) {
    const std::string& name = study.strategies()[i].name();
    CAPTURE(name);
    const SwitchedStrategy strategy(study.model(), baseline,
                                    study.scenario_at(i, study.point_at(i, 0)));
    if (strategy.mechanisms().empty()) continue;
    const std::string text =
        ablation_study(study, strategy, {.baseline = "base", .strategy = name, .seeds = {1}});
    CHECK(Study::from_resolved(text).strategies().size() ==
          ablation_design(strategy.mechanisms().size()).size());
  }
}

}  // namespace servesweep::sweep::ablation_study_test
