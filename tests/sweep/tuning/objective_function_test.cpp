#include "sweep/tuning/objective_function.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "engine/base/problem.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::objective_function_test {
namespace {

Study study_with(const std::string& objectives) {
  std::string text = kExampleStudy;
  const auto begin = text.find("objectives:");
  text.replace(begin, text.find("keep_requests") - begin, objectives + "\n");
  return Study::read(io::Document::parse(text, "s.yaml"));
}

PointFigures figures(const ObjectiveFunction& objective, std::vector<std::vector<double>> by_seed) {
  PointFigures made = objective.no_figures();
  for (std::size_t seed = 0; seed < by_seed.size(); ++seed) {
    if (!by_seed[seed].empty()) made.set(0, seed, by_seed[seed]);
  }
  return made;
}

ObjectiveFunction two_objectives() {
  ObjectiveFunction objective(study_with(
      "objectives: [{metric: ttft_p99_ms}, {metric: output_tokens_per_s, goal: maximize}]\n"
      "constraints: [{metric: ttft_p99_ms, at_most: 150}, "
      "{metric: output_tokens_per_s, at_least: 0.9, of: baseline}]"));
  objective.set_baseline(figures(objective, {{90, 10}, {110, 30}}));
  return objective;
}

}  // namespace

TEST_CASE("objectives are means in units of the baseline, negated if they are to be maximised") {
  const ObjectiveFunction objective = two_objectives();
  CHECK(objective.metrics().size() == 2);  // the constraints read the same metrics
  const Observation baseline = objective.observe(objective.baseline());
  CHECK(baseline.objectives == std::vector<double>{1, -1});
  CHECK(objective.baseline_objectives() == std::vector<double>{1, -1});
  const Observation better = objective.observe(figures(objective, {{60, 20}, {100, 40}}));
  CHECK(better.objectives[0] == doctest::Approx(0.8));
  CHECK(better.objectives[1] == doctest::Approx(-1.5));
  CHECK_FALSE(better.failed);
}

TEST_CASE("what a seed does to all points alike is no noise") {
  const ObjectiveFunction objective = two_objectives();
  // 20 ms less on either seed, though the seeds differ by 20 ms; tokens 5 more and 15 more.
  const Observation observed = objective.observe(figures(objective, {{70, 15}, {90, 45}}));
  REQUIRE(observed.variances.size() == 2);
  CHECK(observed.variances[0] == doctest::Approx(0));
  // Differences −0.25 and −0.75 in units of 20: variance 0.125, of the mean half of it.
  CHECK(observed.variances[1] == doctest::Approx(0.0625));
}

TEST_CASE("a point on some seeds counts as the baseline on all plus their mean difference") {
  const ObjectiveFunction objective = two_objectives();
  const Observation observed = objective.observe(figures(objective, {{}, {100, 30}}));
  CHECK(observed.objectives[0] == doctest::Approx(0.9));  // 10 ms below the baseline's 110
  CHECK(observed.objectives[1] == doctest::Approx(-1));
  CHECK(observed.variances.empty());  // one difference says nothing of its spread
}

TEST_CASE("constraints are excesses over bounds, some of them the baseline's") {
  const ObjectiveFunction objective = two_objectives();
  const Observation observed = objective.observe(figures(objective, {{200, 9}, {250, 18}}));
  REQUIRE(observed.constraints.size() == 2);
  CHECK(observed.constraints[0] == doctest::Approx(0.5));               // 225 of at most 150
  CHECK(observed.constraints[1] == doctest::Approx((18 - 13.5) / 18));  // 13.5 of at least 18
}

TEST_CASE("on some seeds, a copy of the baseline misses what the baseline misses") {
  const ObjectiveFunction objective = two_objectives();
  const Observation whole = objective.observe(objective.baseline());
  const Observation part = objective.observe(figures(objective, {{90, 10}, {}}));
  REQUIRE(part.constraints.size() == 2);
  CHECK(part.constraints[0] == doctest::Approx(whole.constraints[0]));
  CHECK(part.constraints[1] == doctest::Approx(whole.constraints[1]));
}

TEST_CASE("a baseline without a figure cannot be searched against") {
  ObjectiveFunction objective(study_with("objectives: [{metric: ttft_p99_ms}]"));
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(objective.set_baseline(figures(objective, {{none}, {5}})), engine::Problem);
}

TEST_CASE("a figure that does not exist makes the trial a failure") {
  const ObjectiveFunction objective = two_objectives();
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(objective.observe(figures(objective, {{none, 20}, {100, 40}})).failed);
}

TEST_CASE("objectives with weights make one") {
  ObjectiveFunction objective(
      study_with("objectives: [{metric: ttft_p99_ms, weight: 3}, "
                 "{metric: output_tokens_per_s, goal: maximize, weight: 1}]"));
  objective.set_baseline(figures(objective, {{90, 10}, {110, 30}}));
  CHECK(objective.objectives() == 1);
  CHECK(objective.baseline_objectives()[0] == doctest::Approx(0.75 - 0.25));
  const Observation observed = objective.observe(figures(objective, {{60, 20}, {100, 40}}));
  CHECK(observed.objectives[0] == doctest::Approx(0.75 * 0.8 - 0.25 * 1.5));
}

TEST_CASE("where the baseline has 0, figures count in their own unit") {
  ObjectiveFunction objective(study_with("objectives: [{metric: preemptions}]"));
  objective.set_baseline(figures(objective, {{0}, {0}}));
  CHECK(objective.observe(figures(objective, {{3}, {5}})).objectives[0] == 4);
}

}  // namespace servesweep::sweep::objective_function_test
