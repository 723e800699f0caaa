#include "sweep/tuning/search_history.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::search_history_test {
namespace {

struct Bench {
  Study study = Study::read(
      io::Document::parse(example_with("method: grid", "method: bayes, points: 9"), "s.yaml"));
  Plan plan = Plan::of(study);

  Decision decision(std::vector<std::size_t> grid_points, std::size_t first, std::size_t seeds) {
    Decision made;
    for (const std::size_t point : grid_points) {
      made.trials.push_back({.strategy = 1,
                             .attempt = {.point = study.strategies()[1].space().grid_point(point),
                                         .first_seed = first,
                                         .seeds = seeds}});
    }
    return made;
  }
};

}  // namespace

TEST_CASE("a trial is complete when all its runs are, shared ones included") {
  Bench bench;
  SearchHistory history(bench.study, bench.plan);
  history.note(RunId(0), {100, 10});  // the baseline on both seeds: TTFT and tokens per second
  history.note(RunId(1), {100, 10});
  history.begin();
  const Decision decision = bench.decision({0, 3}, 0, 2);
  history.add(decision, apply_decision(bench.study, decision, bench.plan));
  CHECK(history.settle() == std::vector<std::int64_t>{0});  // the same scenario as the baseline
  CHECK(history.tried()[0].observation->objectives == std::vector<double>{1, -1});
  history.note(RunId(4), {80, 11});
  CHECK(history.settle().empty());
  history.note(RunId(5), {80, 11});
  CHECK(history.settle() == std::vector<std::int64_t>{1});
  CHECK(history.complete() == 2);
  CHECK(history.feasible() == 2);
  // 0.2 of the first objective times 0.1 of the second.
  REQUIRE(gained_volumes(history).size() == 2);
  CHECK(gained_volumes(history)[0] == 0);
  CHECK(gained_volumes(history)[1] == doctest::Approx(0.02));
}

TEST_CASE("a second trial of a point knows the seeds of the first") {
  Bench bench;
  SearchHistory history(bench.study, bench.plan);
  history.note(RunId(0), {100, 10});
  history.note(RunId(1), {200, 10});
  history.begin();
  const Decision first = bench.decision({3}, 0, 1), second = bench.decision({3}, 1, 1);
  history.add(first, apply_decision(bench.study, first, bench.plan));
  history.add(second, apply_decision(bench.study, second, bench.plan));
  history.note(RunId(3), {150, 10});
  CHECK(history.settle().empty() == false);
  // Alone it is 50 below the baseline, whose mean is 150.
  CHECK(history.tried()[1].observation->objectives[0] == doctest::Approx(100.0 / 150));
  history.note(RunId(2), {90, 10});
  (void)history.settle();
  CHECK(history.tried()[0].observation->objectives[0] == doctest::Approx(120.0 / 150));
}

TEST_CASE("a short trial is judged by short runs of the baseline, and never counts") {
  Bench bench;
  bench.study = Study::read(io::Document::parse(
      example_with("method: grid", "method: race, points: 9, horizon: 0.5"), "s.yaml"));
  bench.plan = Plan::of(bench.study);
  SearchHistory history(bench.study, bench.plan);
  history.note(RunId(0), {100, 10});  // whole
  history.note(RunId(1), {100, 10});
  history.note(RunId(2), {40, 20});  // on the first half
  history.note(RunId(3), {40, 20});
  history.begin();
  Decision heat = bench.decision({3}, 0, 2);
  heat.trials[0].attempt.shortened = true;
  history.add(heat, apply_decision(bench.study, heat, bench.plan));
  const Decision next = bench.decision({3}, 0, 2);
  history.add(next, apply_decision(bench.study, next, bench.plan));
  history.note(RunId(4), {20, 20});
  history.note(RunId(5), {20, 20});
  CHECK(history.settle() == std::vector<std::int64_t>{0});
  CHECK(history.tried()[0].observation->objectives == std::vector<double>{0.5, -1});
  CHECK_FALSE(history.counts(history.tried()[0]));
  CHECK(history.best().front().empty());
  history.note(RunId(6), {90, 10});
  history.note(RunId(7), {90, 10});
  CHECK(history.settle() == std::vector<std::int64_t>{1});
  CHECK(history.tried()[1].observation->objectives == std::vector<double>{0.9, -1});
  CHECK(history.counts(history.tried()[1]));
}

TEST_CASE("a refused trial has failed at once") {
  Bench bench;
  SearchHistory history(bench.study, bench.plan);
  history.note(RunId(0), {100, 10});
  history.note(RunId(1), {100, 10});
  history.begin();
  const Decision decision = bench.decision({3}, 0, 2);
  history.add(decision, {{.point = std::nullopt, .runs = {}, .refusal = "no"}});
  CHECK(history.settle().size() == 1);
  CHECK(history.tried()[0].observation->failed);
  CHECK_FALSE(history.tried()[0].is_feasible());
  CHECK(history.best().front().empty());
}

}  // namespace servesweep::sweep::search_history_test
