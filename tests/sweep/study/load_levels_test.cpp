#include "sweep/study/load_levels.h"

#include <doctest/doctest.h>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::load_levels_test {
namespace {

std::string with_loads(const std::string& loads) {
  return kExampleStudy + "loads: " + loads + '\n';
}

Study study_with(const std::string& loads) {
  return Study::read(io::Document::parse(with_loads(loads), "s.yaml"));
}

std::string problem(const std::string& loads) {
  return problem_of([&] { (void)study_with(loads); });
}

std::vector<std::pair<std::string, double>> levels(const Study& study) {
  std::vector<std::pair<std::string, double>> levels;
  for (const WorkloadFile& file : study.workloads()) {
    levels.emplace_back(file.name, file.spec.rate_scale);
  }
  return levels;
}

using Levels = std::vector<std::pair<std::string, double>>;

}  // namespace

TEST_CASE("factors are of the workload's own rate") {
  const Study study = study_with("{factors: [0.5, 1, 2]}");
  CHECK(levels(study) == Levels{{"few@0.5", 0.5}, {"few@1", 1}, {"few@2", 2}});
  CHECK_FALSE(study.loads().needs_measurement());
  CHECK(study.listed_workloads().size() == 1);
  CHECK(study.listed_workloads()[0].name == "few");
  // 5 points, 3 levels, 2 seeds; at a load of 1 the runs are those of the study without loads.
  const Plan plan = Plan::of(study);
  CHECK(plan.runs().size() == 30);
  const Plan plain = Plan::of(Study::read(io::Document::parse(kExampleStudy, "s.yaml")));
  CHECK(plan.runs()[2].key == plain.runs()[0].key);
  CHECK(plan.runs()[0].key != plain.runs()[0].key);
}

TEST_CASE("a stated saturation rate is over the workload's own of 100/s") {
  CHECK(levels(study_with("{fractions: [0.5, 1.1], saturation_per_s: 400}")) ==
        Levels{{"few@0.5", 2}, {"few@1.1", 4.4}});
  CHECK(levels(study_with("{fractions: [0.5], saturation_per_s: {few: 400}}")) ==
        Levels{{"few@0.5", 2}});
}

TEST_CASE("some of the workloads are run at the levels, the others as they are") {
  std::string two = with_loads("{fractions: [0.5, 2], saturation_per_s: 400, workloads: [few]}");
  const std::size_t begin = two.find("  - workload: few"), end = two.find("seeds:");
  std::string other = two.substr(begin, end - begin);
  two.insert(begin, other.replace(other.find("few"), 3, "burst"));
  const Study study = Study::read(io::Document::parse(two, "s.yaml"));
  CHECK(levels(study) == Levels{{"burst", 1}, {"few@0.5", 2}, {"few@2", 8}});
  CHECK(study.loads().of_saturation());
  CHECK(study.loads().apply_to("few"));
  CHECK_FALSE(study.loads().apply_to("burst"));
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK(levels(again) == levels(study));
  CHECK(problem("{factors: [1], workloads: [fwe]}").find("did you mean 'few'?") !=
        std::string::npos);
  CHECK(problem("{factors: [1], workloads: [few, few]}").find("is listed twice") !=
        std::string::npos);
  CHECK(problem("{factors: [1], workloads: []}").find("is empty") != std::string::npos);
}

TEST_CASE("fractions without a rate are planned when it has been measured") {
  Study study = study_with("{fractions: [0.5, 0.85]}");
  CHECK(study.loads().needs_measurement());
  CHECK(levels(study) == Levels{{"few@0.5", 0.5}, {"few@0.85", 0.85}});
  CHECK(problem_of([&] { (void)Plan::of(study); }) ==
        "study example: its loads have no rates (they are fractions of a saturation rate that was "
        "not measured); run or plan it from its file, or state saturation_per_s");
  study.settle_loads({{.workload = "few", .rate_scale = 4, .saturation_per_s = 400, .key = "k"}});
  CHECK_FALSE(study.loads().needs_measurement());
  CHECK(levels(study) == Levels{{"few@0.5", 2}, {"few@0.85", 3.4}});
  CHECK(Plan::of(study).runs().size() == 20);
}

TEST_CASE("the resolved text holds what was measured, and gives the same plan") {
  Study study = study_with("{fractions: [0.5], goodput: 0.9, tolerance: 0.1, requests: 500}");
  CHECK(study.loads().goodput() == 0.9);
  CHECK(study.loads().tolerance() == 0.1);
  CHECK(study.loads().requests() == 500);
  study.settle_loads(
      {{.workload = "few", .rate_scale = 1.0 / 3, .saturation_per_s = 33.3, .key = "k"}});
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK_FALSE(again.loads().needs_measurement());
  CHECK(again.resolved_text() == study.resolved_text());
  CHECK(Plan::of(again).fingerprint() == Plan::of(study).fingerprint());
  CHECK(again.loads().measured()[0].key == "k");
  for (const char* loads : {"{factors: [2]}", "{fractions: [2], saturation_per_s: 3}"}) {
    const Study stated = study_with(loads);
    CHECK(Study::from_resolved(stated.resolved_text()).resolved_text() == stated.resolved_text());
  }
}

TEST_CASE("claims name a workload at its load") {
  const std::string claim =
      "claims:\n  - {claim: c, strategy: tuned, workload: few@2, metric: ttft_p99_ms, effect: "
      "better}\n";
  const Study study =
      Study::read(io::Document::parse(with_loads("{factors: [1, 2]}") + claim, "s.yaml"));
  CHECK(study.claims().size() == 1);
}

TEST_CASE("wrong loads are refused in one line") {
  CHECK(problem("{fraction: [0.5]}") ==
        "s.yaml:35: loads.fraction: unknown field; did you mean 'fractions'?");
  CHECK(problem("{factors: []}") == "s.yaml:35: loads.factors: is empty; list at least one load");
  CHECK(problem("{factors: [1, 2, 1]}") ==
        "s.yaml:35: loads.factors[2]: is listed twice (results are told apart by name); remove "
        "one");
  CHECK(problem("{factors: [0]}") ==
        "s.yaml:35: loads.factors[0]: 0 is out of range; write a number from 0.001 to 1000");
  CHECK(problem("{factors: [1], saturation_per_s: 3}")
            .starts_with("s.yaml:35: loads.saturation_per_s: unknown field"));
  CHECK(problem("{fractions: [1], factors: [1]}").starts_with("s.yaml:35: loads.fractions: "));
  CHECK(problem("{fractions: [1], saturation_per_s: 3, goodput: 0.9}") ==
        "s.yaml:35: loads.goodput: says how to measure (saturation_per_s states the rate already); "
        "remove one of the two");
  CHECK(problem("{fractions: [1], saturation_per_s: {many: 3}}") ==
        "s.yaml:35: loads.saturation_per_s: does not name workload 'few'; state its rate as well, "
        "or none, so that they are measured");
  CHECK(
      problem("{fractions: [1], measured: [{workload: w, rate_scale: 1, saturation_per_s: 1, "
              "key: k}]}") ==
      "s.yaml:35: loads: nothing was measured of workload 'few'; remove 'measured', so that it is "
      "measured again");
  CHECK(problem("{fractions: [1000], saturation_per_s: 1e8}") ==
        "s.yaml:35: loads: workload 'few@1000' would be sent 1000000000 times as fast (1e-06 to "
        "1000000 is possible); choose another load");
}

TEST_CASE("a rate stated once does not do for two workloads, nor for a trace") {
  std::string text = with_loads("{fractions: [1], saturation_per_s: 3}");
  const std::string more =
      "  - {workload: more, requests_per_s: 1, requests: 1, clients: [{id: a, arrival: {process: "
      "poisson}, input_tokens: {law: constant, value: 1}, output_tokens: {law: constant, value: "
      "1}}]}\n";
  text.insert(text.find("seeds:"), more);
  CHECK(problem_of([&] { (void)Study::read(io::Document::parse(text, "s.yaml")); }) ==
        "s.yaml:36: loads.saturation_per_s: is one rate for several workloads (each saturates at a "
        "rate of its own); write a map from the name of each workload to its rate");
  const TraceFolder folder;
  (void)folder.write("t.jsonl", kMooncakeLines);
  const auto study_of_trace = [&](const std::string& loads) {
    return Study::read_file(folder.write(
        "s.yaml", example_with_trace("    trace: {format: mooncake, path: t.jsonl}\n") +
                      "loads: " + loads + '\n'));
  };
  CHECK(study_of_trace("{factors: [3]}").workloads()[0].spec.rate_scale == 3);
  CHECK(problem_of([&] {
          (void)study_of_trace("{fractions: [1], saturation_per_s: 3}");
        }).find("loads.saturation_per_s: workload 'few' is a recorded trace") != std::string::npos);
}

}  // namespace servesweep::sweep::load_levels_test
