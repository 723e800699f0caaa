#include "sweep/explanation/explanation.h"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/base/problem.h"
#include "sweep/explanation/explained_verdict.h"
#include "sweep/explanation/plain_words.h"
#include "tests/sweep/explanation/explained_study.h"

namespace servesweep::sweep::explanation_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const Control& control(const Explanation& explanation, const std::string& name) {
  for (const Control& one : explanation.controls) {
    if (one.name == name) return one;
  }
  FAIL("no control " << name);
  return explanation.controls.front();
}

}  // namespace

TEST_CASE("a strategy that hurries critical requests is explained by its order of the queue") {
  const Study study = test::explained_study();
  const Explanation why = explain(test::question_about(study, 1));
  CHECK(why.metric == "ttft_p99_ms.critical");
  CHECK(why.classes == std::vector<std::string>{"critical", "sheddable"});
  const ExplainedCell& cell = why.explained_cell();
  CHECK(cell.difference_ms.difference.upper < 0);
  CHECK(cell.residual_ms < 1e-9);
  REQUIRE(why.ablation.mechanisms.size() == 2);
  const FactorialEffects& effects = why.ablation.metrics.front().effects;
  // The ablation and the tables speak of the same runs.
  CHECK(effects.total.mean_difference == doctest::Approx(cell.difference_ms.mean_difference));
  CHECK(effects.total.difference.lower == doctest::Approx(cell.difference_ms.difference.lower));
  CHECK(leading_mechanism(effects, 0.95) == 0);
  CHECK(control(why, "itself").finding == Finding::held);
  CHECK(control(why, "idle").finding == Finding::held);
  CHECK(control(why, "equal classes").applies);
  CHECK(control(why, "equal classes").finding == Finding::held);
  CHECK(control(why, "unique prompts").finding == Finding::held);
  const ExplainedVerdict verdict = explained(why);
  CHECK_MESSAGE(verdict.finding == Finding::held, verdict.reason);
  const std::string words = plain_words(why, "hurry", "plain");
  CHECK(contains(words, "ttft_p99_ms.critical of hurry is "));
  CHECK(contains(words, "Of 2 mechanisms scheduling+priority matters most"));
  CHECK(contains(words, "What must vanish does, in these controls: itself, idle"));
  CHECK_MESSAGE(contains(words, "It costs: "), words);
}

TEST_CASE("another name for the baseline has nothing to explain") {
  const Study study = test::explained_study();
  const Explanation why = explain(test::question_about(study, 3));
  CHECK(why.ablation.mechanisms.empty());
  for (const ExplainedCell& cell : why.cells) {
    for (const PartEffect& part : cell.parts) CHECK(part.interval_ms == Interval{0, 0});
  }
  CHECK(explained(why).finding == Finding::undecided);
  CHECK(contains(explained(why).reason, "nothing to explain"));
  CHECK(contains(plain_words(why, "same", "plain"), "Both are the same scenario."));
  CHECK(why.costs.empty());
}

TEST_CASE("who is turned away is counted, and is no mechanism of those who stay") {
  const Study study = test::explained_study();
  const Explanation why = explain(test::question_about(study, 2, "ttft_mean_ms"));
  const ExplainedCell& cell = why.explained_cell();
  CHECK(cell.baseline_only > 0);
  CHECK(cell.strategy_only == 0);
  CHECK(cell.both + cell.baseline_only == 6 * 200);
  CHECK(cell.parts[index_of(LatencyPart::served)].mean_ms != 0);
  CHECK(cell.residual_ms < 1e-9);
  CHECK(contains(plain_words(why, "choosy", "plain"), "from the baseline only"));
}

TEST_CASE("what cannot be taken apart is refused, with a suggestion") {
  const Study study = test::explained_study();
  try {
    (void)explain(test::question_about(study, 1, "ttft_p99_ms.critcal"));
    FAIL("accepted");
  } catch (const engine::Problem& problem) {
    CHECK(contains(problem.what(), "ttft_p99_ms.critical"));
  }
  CHECK_THROWS_AS((void)explain(test::question_about(study, 1, "output_tokens_per_s")),
                  engine::Problem);
  const auto names = explainable_metrics(study.workloads().front(), study.classes());
  CHECK(std::ranges::count(names, "e2e_p50_ms") == 1);
  CHECK(std::ranges::count(names, "e2e_p50_ms.critical") == 0);  // no metric of a study
}

}  // namespace servesweep::sweep::explanation_test
