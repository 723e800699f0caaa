#include "sweep/ranking/objective_question.h"

#include <doctest/doctest.h>

#include "sweep/ranking/served_share.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::objective_question_test {

TEST_CASE("a strategy's point is chosen by the first objective, looking at the share served") {
  const std::string text =
      example_with("  - {metric: ttft_p99_ms}\n  - {metric: output_tokens_per_s, goal: maximize}\n",
                   "  - {metric: steps, goal: maximize}\n  - {metric: ttft_p99_ms}\n");
  const RankingQuestion question =
      objective_question(Study::read(io::Document::parse(text, "s.yaml")));
  CHECK(question.baseline == "plain");
  REQUIRE(question.metrics.size() == 2);
  CHECK(question.metrics[0].column.name == kServedShare);
  CHECK(question.metrics[1].column.name == "steps");
  CHECK(question.metrics[1].goal == Goal::maximize);
  CHECK(question.by == 1);
  CHECK_FALSE(question.every_point);
}

TEST_CASE("where seeds come by need, the set of the best is about those that every point gets") {
  const auto question = [](const std::string& seeds) {
    const std::string text = example_with("seeds: [42, 43]", "seeds: " + seeds);
    return objective_question(Study::read(io::Document::parse(text, "s.yaml")));
  };
  const RankingQuestion by_need = question("{first: 7, min: 5, max: 9, half_width: 1%}");
  CHECK(by_need.panel_seeds == std::vector<std::uint64_t>{7, 8, 9, 10, 11});
  CHECK(by_need.enough_pairs == 5);
  CHECK(by_need.workloads == 1);
  CHECK(question("{first: 7, count: 5}").panel_seeds.empty());
}

TEST_CASE("the metrics of constraints are asked for, too") {
  const std::string text = example_with(
      "  - {metric: ttft_p99_ms}\n  - {metric: output_tokens_per_s, goal: maximize}\n",
      "  - {metric: steps, goal: maximize}\nconstraints:\n  - {metric: preemptions, at_most: 3}\n");
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  const RankingQuestion question = objective_question(study);
  REQUIRE(question.constraints.size() == 1);
  REQUIRE(question.metrics.size() == 3);
  CHECK(question.metrics[2].column.name == "preemptions");
  CHECK(study.metrics()[question.metrics[2].position].column.name == "preemptions");
}

TEST_CASE("an objective of a class asks for the share served of the class") {
  const std::string text =
      example_with("  - {metric: ttft_p99_ms}\n", "  - {metric: ttft_p99_ms.standard}\n");
  std::string classed = text;
  classed.replace(classed.find("id: all"), 7, "id: all\n        slo_class: standard");
  const Study study = Study::read(io::Document::parse(classed, "s.yaml"));
  const RankingQuestion question = objective_question(study);
  REQUIRE(question.shares.size() == 1);
  CHECK(question.shares[0].column.name == "completed_fraction.standard");
  CHECK(study.metrics()[question.shares[0].position].column.name == "completed_fraction.standard");
  RankingQuestion again = question;
  add_class_shares(study, again);
  CHECK(again.shares.size() == 1);
}

TEST_CASE("a metric is found by the name of its column") {
  std::vector<Metric> metrics(3);
  metrics[0].column.name = "ttft_p99_ms";
  metrics[1].column.name = "e2e_p99_ms";
  metrics[2].column.name = "ttft_p99_ms.critical";
  CHECK(metric_position(metrics, "ttft_p99_ms") == 0);
  CHECK(metric_position(metrics, "e2e_p99_ms") == 1);
  CHECK(metric_position(metrics, "ttft_p99_ms.critical") == 2);
}

}  // namespace servesweep::sweep::objective_question_test
