#include <doctest/doctest.h>

#include <filesystem>

#include "engine/simulate.h"
#include "sweep/study/model.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {
namespace {

const std::filesystem::path kConfigs = std::filesystem::path(SERVESWEEP_SOURCE) / "configs";

std::vector<std::filesystem::path> files_in(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(kConfigs / folder)) {
    files.push_back(entry.path());
  }
  REQUIRE_FALSE(files.empty());
  return files;
}

/// The file is called after what it holds.
void check_name(const std::filesystem::path& file, const std::string& name) {
  CAPTURE(file);
  CHECK(file.stem().string() == name);
}

}  // namespace

TEST_CASE("every shipped model, workload and strategy is readable and tells its source") {
  for (const auto& file : files_in("models")) {
    CAPTURE(file);
    const Model model = Model::read(io::Document::read_file(file));
    CHECK_FALSE(model.source.empty());
    engine::Scenario scenario;
    model.apply_to(scenario);
    model.size_kv_cache(scenario);
    CHECK_NOTHROW(engine::validate(scenario));
  }
  for (const auto& file : files_in("workloads")) {
    const WorkloadFile workload = WorkloadFile::read(io::Document::read_file(file));
    check_name(file, workload.name);
    CHECK_FALSE(workload.source.empty());
  }
  for (const auto& file : files_in("strategies")) {
    const StrategyTemplate strategy = StrategyTemplate::read_file(file);
    check_name(file, strategy.name());
    CHECK_FALSE(strategy.claim().empty());
    CHECK_FALSE(strategy.source().empty());
  }
}

TEST_CASE("every shipped study can be planned, here and from its resolved text") {
  for (const auto& file : files_in("studies")) {
    const Study study = Study::read_file(file);
    check_name(file, study.name());
    const Plan plan = Plan::of(study);
    CHECK_FALSE(plan.runs().empty());
    CHECK(Plan::of(Study::from_resolved(study.resolved_text())).fingerprint() ==
          plan.fingerprint());
  }
}

TEST_CASE(
    "the quickstart compares three strategies with llm-d on five seeds, offloading everywhere") {
  const Study study = Study::read_file(kConfigs / "studies" / "quickstart.yaml");
  const Plan plan = Plan::of(study);
  CHECK(study.strategies().size() == 4);
  CHECK(study.strategies()[0].name() == "llm-d-parity");
  CHECK(study.seeds().size() == 5);
  CHECK(study.classes() == std::vector<std::string>{"critical", "standard", "sheddable"});
  CHECK(plan.points().size() == 33);
  CHECK(plan.runs().size() == 165);
  CHECK(plan.distinct_runs().size() == 165);
  for (const PlannedPoint& point : plan.points()) {
    CHECK(point.scenario.instances == 8);
    CHECK(point.scenario.kv.cpu_blocks == 44000);
    CHECK(point.scenario.offload.parameters.at("threshold") == engine::ParameterValue(0.9));
  }
}

}  // namespace servesweep::sweep
