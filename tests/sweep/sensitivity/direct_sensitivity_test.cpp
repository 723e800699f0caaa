#include "sweep/sensitivity/direct_sensitivity.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/sensitivity/busy_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::direct_sensitivity_test {
namespace {

Study study_of(const std::string& text) {
  return Study::read(io::Document::parse(text, "s.yaml"));
}

SensitivityQuestion question_of(const Study& study, SensitivityMethod method) {
  return {.method = method,
          .strategy = 1,
          .metrics = {"ttft_p99_ms", "output_tokens_per_s"},
          .seeds = study.seeds(),
          .rows = 16};
}

}  // namespace

TEST_CASE("indices of a strategy's space") {
  const Study study = study_of(busy_study());
  const auto reports = direct_sensitivity(study, question_of(study, SensitivityMethod::sobol));
  REQUIRE(reports.size() == 2);
  const SensitivityReport& report = reports[0];
  CHECK(report.metric == "ttft_p99_ms");
  CHECK(report.points == 64);
  CHECK(report.rows == 16);
  REQUIRE(report.factors.size() == 2);
  const FactorSensitivity& order = report.factors[0];
  const FactorSensitivity& budget = report.factors[1];
  // All prompts are as long, so the order by length is that by arrival.
  CHECK(order.total.value == 0);
  CHECK(order.importance == Importance::negligible);
  CHECK(order.on_average->swing == doctest::Approx(0));
  CHECK(budget.total.value > 0.8);
  REQUIRE(budget.at_best);
  CHECK(budget.at_best->responses.size() == 9);
  // The best point is one of the design, and its curve goes on from there.
  CHECK(report.best_response == doctest::Approx(report.lowest));
  CHECK(reports[1].goal == Goal::maximize);
  CHECK(reports[1].best_response == doctest::Approx(reports[1].highest));

  SensitivityQuestion again = question_of(study, SensitivityMethod::sobol);
  again.threads = 3;
  const auto same = direct_sensitivity(study, again);
  CHECK(same[0].factors[1].total.interval == budget.total.interval);
}

TEST_CASE("elementary effects of a strategy's space") {
  const Study study = study_of(busy_study());
  const auto reports = direct_sensitivity(study, question_of(study, SensitivityMethod::morris));
  const SensitivityReport& report = reports[0];
  CHECK(report.points == 48);
  CHECK(report.factors[0].magnitude.value == 0);
  CHECK(std::isnan(report.factors[0].mean.value));  // an order has no direction
  CHECK(report.factors[1].magnitude.value > 0);
  CHECK(report.factors[1].at_best);
  CHECK_FALSE(report.factors[1].on_average);
}

TEST_CASE("what has no indices is refused with a way out") {
  std::string text =
      busy_study("\n      slow: {values: [1, 900]}\n    constraints: [slow < budget]");
  text.replace(text.find("$budget"), 7, "$budget, max_running: $slow");
  const Study study = study_of(text);
  const auto problem = problem_of(
      [&] { (void)direct_sensitivity(study, question_of(study, SensitivityMethod::sobol)); });
  CHECK(problem.find("the constraint slow < budget makes its parameters depend on each other") !=
        std::string::npos);
  const auto reports = direct_sensitivity(study, question_of(study, SensitivityMethod::morris));
  CHECK(reports[0].rows_left_out > 0);
  CHECK(std::isfinite(reports[0].factors[1].magnitude.value));

  SensitivityQuestion of_baseline = question_of(study, SensitivityMethod::sobol);
  of_baseline.strategy = 0;
  CHECK(problem_of([&] { (void)direct_sensitivity(study, of_baseline); }) ==
        "strategy plain: has no free parameter (there is nothing to be sensitive to); choose "
        "another --strategy");
}

}  // namespace servesweep::sweep::direct_sensitivity_test
