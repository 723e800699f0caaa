#include "sweep/study/criterion.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::criterion_test {
namespace {

using Kind = Criterion::Kind;

CriterionScope scope() {
  const std::vector<std::string> classes = {"critical"};
  return {.metrics = study_metrics(classes), .objectives = {}};
}

Criterion parse(const std::string& text) {
  return Criterion::read(io::Document::parse(text, "c.yaml"), scope());
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("a criterion of each kind, in words and as it was written") {
  const auto check = [](const std::string& text, Kind kind, const std::string& words) {
    CAPTURE(text);
    const Criterion criterion = parse(text);
    CHECK(criterion.name == "c");
    CHECK(criterion.kind == kind);
    CHECK(criterion.text() == words);
    CHECK(parse(criterion.to_value().yaml()) == criterion);
  };
  check("{criterion: c, metric: ttft_p99_ms.critical, better_by: 0.1, beside: true}", Kind::metric,
        "ttft_p99_ms.critical at least 10 % better");
  check(
      "{criterion: c, every_class: [{metric: completed_fraction, at_least: 1}, {metric: "
      "ttft_p99_ms, worse_by_at_most: 1}]}",
      Kind::every_class,
      "of every class: completed_fraction at least 1, ttft_p99_ms at most 100 % worse");
  check("{criterion: c, each_seed: [{metric: ttft_p99_ms, better_by: 0}], share: 0.8}",
        Kind::each_seed, "on 80 % of seeds: ttft_p99_ms better");
  check("{criterion: c, each_seed: [{metric: ttft_p99_ms, better_by: 0}]}", Kind::each_seed,
        "on every seed: ttft_p99_ms better");
  check("{criterion: c, judged_by: explain}", Kind::judged_by, "as servesweep explain finds");
}

TEST_CASE("criteria that cannot be") {
  CHECK(problem("{criterion: c}") ==
        "c.yaml:1: does not say what is judged; give it one of metric, every_class, each_seed, "
        "judged_by");
  CHECK(problem("{criterion: c, metric: ttft_p99_ms, better_by: 0, judged_by: explain}") ==
        "c.yaml:1: judged_by: contradicts metric (a criterion is of one kind); write two criteria");
  CHECK(problem("{criterion: c, judged_by: guess}") ==
        "c.yaml:1: judged_by: unknown judge 'guess'; use one of explain, sensitivity");
  CHECK(problem("{criterion: c, metric: ttft_p99_ms, better_by: 0, share: 1}")
            .starts_with("c.yaml:1: share: unknown"));
  CHECK(problem("{criterion: '', judged_by: explain}") ==
        "c.yaml:1: criterion: is empty; name it in a few words");
  CHECK(problem("{criterion: c, each_seed: []}") ==
        "c.yaml:1: each_seed: is empty; list at least one metric with its bound");
  // Of every class only what there is of a class.
  CHECK(problem("{criterion: c, every_class: [{metric: steps, at_most: 1}]}")
            .starts_with("c.yaml:1: every_class[0].metric: unknown metric 'steps'"));
}

TEST_CASE("a list of criteria has one of each name") {
  const auto read = [](const std::string& text) {
    return read_criterion_list(io::Document::parse(text, "c.yaml"), scope());
  };
  const std::string one = "- {criterion: c, judged_by: explain}\n";
  CHECK(read(one).size() == 1);
  CHECK(problem_of([&] { (void)read(one + one); }) ==
        "c.yaml:2: [1]: criterion 'c' is named twice (verdicts are told apart by name); rename or "
        "remove one");
  CHECK(problem_of([&] { (void)read("[]"); }) == "c.yaml:1: is empty; list at least one criterion");
}

}  // namespace servesweep::sweep::criterion_test
