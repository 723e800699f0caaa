#include "sweep/study/criteria.h"

#include <doctest/doctest.h>

#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::criteria_test {
namespace {

Study study_with(const std::string& criteria) {
  return Study::read(io::Document::parse(kExampleStudy + criteria, "s.yaml"));
}

std::string problem(const std::string& criteria) {
  return problem_of([&] { (void)study_with(criteria); });
}

std::vector<std::string> names(const Criteria& criteria) {
  std::vector<std::string> list;
  for (const Criterion& one : criteria.list) list.push_back(one.name);
  return list;
}

/// Another workload than the example's.
const std::string kOther =
    "{workload: other, requests_per_s: 9, requests: 9, clients: [{id: a, arrival: {process: "
    "poisson}, input_tokens: {law: "
    "constant, value: 9}, output_tokens: {law: constant, value: 9}}]}";

}  // namespace

TEST_CASE("a study that says nothing has the six criteria, and E2E beside") {
  const Study study = study_with("");
  CHECK_FALSE(study.criteria().stated());
  CHECK(names(study.criteria()) == std::vector<std::string>{"TTFT P99", "throughput",
                                                            "no class starved",
                                                            "robust across seeds", "explained",
                                                            "sensitivity known", "E2E P99"});
  const std::vector<Criterion>& list = study.criteria().list;
  CHECK(list[0].text() == "ttft_p99_ms at least 15 % better");
  CHECK(list[1].text() == "output_tokens_per_s at least 5 % better");
  CHECK(list[2].text() ==
        "of every class: completed_fraction at most 1 % worse, ttft_p99_ms at most 100 % worse");
  CHECK(list[3].text() ==
        "on 80 % of seeds: ttft_p99_ms better, output_tokens_per_s at most 1 % worse");
  CHECK_FALSE(list[5].beside);
  CHECK(list[6].beside);
  CHECK(study.resolved_text().find("criteria") == std::string::npos);
}

TEST_CASE("with classes of two tiers there are two criteria more") {
  const auto slo_class = [](const std::string& name) {
    engine::SloClass one;
    one.name = name;
    one.tier = engine::tier_of_class_name(name);
    return one;
  };
  const std::vector<std::string> classes = {"gold", "critical", "batch"};
  CriteriaScope scope(study_metrics(classes), {}, {1}, {});
  for (const std::string& name : classes) scope.classes.push_back(slo_class(name));
  const Criteria criteria = Criteria::read({}, scope);
  REQUIRE(criteria.list.size() == 9);
  CHECK(criteria.list[7].text() == "jain_class_ttft better");
  CHECK(criteria.list[8].text() == "ttft_p99_ms.critical below ttft_p99_ms.batch");
  scope.classes.pop_back();
  CHECK(Criteria::read({}, scope).list.size() == 8);
}

TEST_CASE("a study's own criteria travel with it") {
  const Study study = study_with(
      "criteria:\n"
      "  judge: [{criterion: c, metric: ttft_p99_ms, at_most: 7}]\n"
      "  fresh_seeds: [7, 9]\n"
      "  also_on: [" +
      kOther + "]\n");
  const Study again = Study::from_resolved(study.resolved_text());
  for (const Study* one : {&study, &again}) {
    CHECK(names(one->criteria()) == std::vector<std::string>{"c"});
    CHECK(one->criteria().fresh_seeds == std::vector<std::uint64_t>{7, 9});
    REQUIRE(one->criteria().also_on.size() == 1);
    CHECK(one->criteria().also_on.front().name == "other");
  }
  CHECK(again.resolved_text() == study.resolved_text());
  CHECK(names(study_with("criteria: [{criterion: d, judged_by: explain}]\n").criteria()) ==
        std::vector<std::string>{"d"});
}

TEST_CASE("what is not stated keeps its default") {
  const Study study = study_with("criteria: {fresh_seeds: {first: 100, count: 5}}\n");
  CHECK(study.criteria().list.size() == 7);
  CHECK(study.criteria().fresh_seeds.size() == 5);
  CHECK(Study::from_resolved(study.resolved_text()).criteria().list.size() == 7);
  CHECK(study.resolved_text().find("judge") == std::string::npos);
}

TEST_CASE("nor is a seed fresh that a point may get by need") {
  const auto with = [](const std::string& fresh) {
    return problem_of([&] {
      (void)Study::read(
          io::Document::parse(example_with("[42, 43]", "{first: 1, min: 5, max: 20}") +
                                  "criteria: {fresh_seeds: " + fresh + "}\n",
                              "s.yaml"));
    });
  };
  CHECK(with("[20, 21]").find("seed 20 is one of the study's") != std::string::npos);
  CHECK(with("[21, 22]") == "no problem");
}

TEST_CASE("seeds and workloads that are not fresh are refused") {
  CHECK(problem("criteria: {fresh_seeds: [41, 42]}\n")
            .ends_with("criteria.fresh_seeds: seed 42 is one of the study's (strategies were "
                       "chosen on it, so it is "
                       "not fresh); choose other seeds"));
  CHECK(problem("criteria: {fresh_seeds: [41]}\n")
            .ends_with("is one seed (one has no confidence interval); give two or more"));
  std::string same = kOther;
  same.replace(same.find("other"), 5, "few");
  CHECK(problem("criteria: {also_on: [" + same + "]}\n")
            .ends_with("workload 'few' is named twice (the study's own workloads are judged "
                       "anyway); rename or "
                       "remove it"));
  CHECK(problem("criteria: {judges: []}\n").ends_with("did you mean 'judge'?"));
}

}  // namespace servesweep::sweep::criteria_test
