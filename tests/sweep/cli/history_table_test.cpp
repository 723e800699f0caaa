#include "sweep/cli/history_table.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::history_table_test {
namespace {

/// Two trials of `tuned`: one that is the baseline, one that is 20 % and 10 % better.
std::string standing(const std::string& objectives) {
  std::string text = example_with("method: grid", "method: bayes, points: 9");
  const auto begin = text.find("objectives:");
  text.replace(begin, text.find("keep_requests") - begin, objectives + "\n");
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  Plan plan = Plan::of(study);
  SearchHistory history(study, plan);
  history.note(RunId(0), {100, 10});
  history.note(RunId(1), {100, 10});
  history.begin();
  Decision decision;
  for (const std::size_t point : {std::size_t{0}, std::size_t{3}}) {
    decision.trials.push_back({.strategy = 1,
                               .attempt = {.point = study.strategies()[1].space().grid_point(point),
                                           .first_seed = 0,
                                           .seeds = 2}});
  }
  history.add(decision, apply_decision(study, decision, plan));
  history.note(RunId(4), {80, 11});
  history.note(RunId(5), {80, 11});
  (void)history.settle();
  return standing_text(study, history) + "\n" +
         history_table(study, history, true).render(io::TableFormat::csv);
}

}  // namespace

TEST_CASE("a history shows objectives in units of the baseline, and what was gained") {
  const std::string text = standing(
      "objectives: [{metric: ttft_p99_ms}, {metric: output_tokens_per_s, goal: maximize}]");
  CHECK(text.starts_with(
      "best ttft_p99_ms 0.8000 (baseline 1.000); best output_tokens_per_s 1.100 (baseline 1.000); "
      "volume 0.0200; 2 of at most 9 trials complete, 2 feasible\n"
      "trial,decision,strategy,point,seeds,ttft_p99_ms,output_tokens_per_s,feasible,excess,volume,"
      "settings\n"
      "1,0,tuned,2,1-2,0.8,1.1,true,,0.02"));
  CHECK(text.ends_with(",order=sjf budget=512\n"));
}

TEST_CASE("a weighted sum keeps its sign") {
  const std::string text = standing(
      "objectives: [{metric: ttft_p99_ms, weight: 1}, {metric: output_tokens_per_s, goal: "
      "maximize, weight: 1}]");
  // (0.8 - 1.1) / 2 beside (1 - 1) / 2.
  CHECK(text.find("best weighted sum -0.1500 (baseline 0") != std::string::npos);
}

}  // namespace servesweep::sweep::history_table_test
