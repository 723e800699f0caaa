#include "sweep/search/nsga2.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "sweep/search/pareto.h"

namespace servesweep::sweep::nsga2_test {
namespace {

const SearchSpace kSquare({Dimension::real("x"), Dimension::real("y")});

/// Two objectives whose front is y = 0; only x ≥ 1/2 is feasible.
Observation evaluate(const UnitPoint& x) {
  return {
      .objectives = {x[0] + x[1], 1 - x[0] + x[1]}, .variances = {}, .constraints = {0.5 - x[0]}};
}

/// All points of a search in generations of 20, each asked for in pieces and told last first.
std::vector<UnitPoint> search(Nsga2& optimiser, std::size_t evaluations, std::size_t piece) {
  constexpr std::size_t kGeneration = 20;
  std::vector<UnitPoint> points;
  while (points.size() < evaluations) {
    std::vector<Trial> pending;
    while (pending.size() < kGeneration) {
      const std::vector<Trial> trials =
          optimiser.ask(std::min(piece, kGeneration - pending.size()));
      if (trials.empty()) break;
      for (const Trial& trial : trials) pending.push_back(trial);
    }
    if (pending.empty()) break;
    for (const Trial& trial : pending) points.push_back(trial.x);
    for (; !pending.empty(); pending.pop_back()) {
      optimiser.tell(pending.back(), evaluate(pending.back().x));
    }
  }
  return points;
}

/// All points of a search that keeps so many under way, of which the middle one is done next.
std::vector<UnitPoint> steady(Nsga2& optimiser, std::size_t evaluations, std::size_t under_way) {
  std::vector<UnitPoint> points;
  std::vector<Trial> pending = optimiser.ask(under_way);
  while (points.size() < evaluations) {
    const auto done = pending.begin() + static_cast<std::ptrdiff_t>(pending.size() / 2);
    points.push_back(done->x);
    optimiser.tell(*done, evaluate(done->x));
    *done = optimiser.ask(1).at(0);
  }
  return points;
}

}  // namespace

TEST_CASE("a generation is given out in any pieces") {
  Nsga2 optimiser(kSquare, {.seed = 1, .population = 4});
  std::vector<Trial> trials = optimiser.ask(3);
  REQUIRE(trials.size() == 3);
  trials.push_back(optimiser.ask(1).front());
  for (const std::size_t i : {3U, 0U, 2U, 1U}) optimiser.tell(trials[i], evaluate(trials[i].x));
  const std::vector<Trial> next = optimiser.ask(4);
  REQUIRE(next.size() == 4);
  CHECK(next.front().id == TrialId(4));
}

TEST_CASE("who asks while points are under way gets children of what was told so far") {
  // Without mutations, a child of two points of the left edge lies on it.
  Nsga2 optimiser(kSquare, {.seed = 1,
                            .first = {{0, 0.2}, {0, 0.4}, {1, 0.6}},
                            .population = 3,
                            .operators = {.mutations = 0}});
  const std::vector<Trial> trials = optimiser.ask(3);
  CHECK(optimiser.ask(2).size() == 2);  // nothing is known yet: from anywhere
  for (const std::size_t i : {0U, 1U}) optimiser.tell(trials[i], evaluate(trials[i].x));
  for (const Trial& child : optimiser.ask(5)) CHECK(child.x[0] == 0);
}

TEST_CASE("with many points under way the population moves to the front as well") {
  Nsga2 optimiser(kSquare, {.seed = 1}), again(kSquare, {.seed = 1});
  const std::vector<UnitPoint> points = steady(optimiser, 400, 24);
  int late = 0;
  for (std::size_t i = 300; i < 400; ++i) late += points[i][0] >= 0.5 && points[i][1] < 0.05;
  CHECK(late > 80);
  CHECK(points == steady(again, 400, 24));
}

TEST_CASE("neither the batch nor the order of telling changes the points; the seed does") {
  Nsga2 one(kSquare, {.seed = 1}), other(kSquare, {.seed = 1}), seeded(kSquare, {.seed = 2});
  const std::vector<UnitPoint> points = search(one, 100, 1);
  CHECK(points == search(other, 100, 7));
  CHECK(points != search(seeded, 100, 1));
}

TEST_CASE("the population moves to the feasible part of the front") {
  Nsga2 optimiser(kSquare, {.seed = 1});
  const std::vector<UnitPoint> points = search(optimiser, 400, 20);
  int early = 0, late = 0;
  const auto is_good = [](const UnitPoint& x) { return x[0] >= 0.5 && x[1] < 0.05 ? 1 : 0; };
  for (std::size_t i = 0; i < 100; ++i) early += is_good(points[i]);
  for (std::size_t i = 300; i < 400; ++i) late += is_good(points[i]);
  CHECK(early < 50);
  CHECK(late > 80);
}

TEST_CASE("no point is proposed twice, and a small space is exhausted") {
  const SearchSpace space(
      {Dimension::integer("n", {.low = 1, .high = 12}), Dimension::categorical("c", 5)});
  Nsga2 optimiser(space, {.seed = 3, .population = 8});
  std::set<std::vector<double>> seen;
  for (const UnitPoint& x : search(optimiser, 1000, 8)) {
    CHECK(x == space.snap(x));
    CHECK(seen.insert(space.values(x)).second);
  }
  CHECK(seen.size() == 60);
  CHECK(optimiser.ask(1).empty());
}

TEST_CASE("the first generation begins with the points that are wanted first") {
  Nsga2 optimiser(kSquare, {.seed = 1, .first = {{0.6, 0}, {0.7, 0}}, .population = 4});
  const std::vector<Trial> trials = optimiser.ask(4);
  REQUIRE(trials.size() == 4);
  CHECK(trials[0].x == UnitPoint{0.6, 0});
  CHECK(trials[1].x == UnitPoint{0.7, 0});
}

TEST_CASE("what failed has no children while anything else is there") {
  Nsga2 optimiser(kSquare, {.seed = 1, .population = 8, .operators = {.mutations = 0}});
  // Without mutations, children of points with x < 1/2 keep near the left half.
  for (int generation = 0; generation < 5; ++generation) {
    for (const Trial& trial : optimiser.ask(8)) {
      Observation observation = evaluate(trial.x);
      observation.constraints.clear();
      observation.failed = trial.x[0] > 0.5;
      optimiser.tell(trial, observation);
    }
  }
  int left = 0;
  for (const Trial& trial : optimiser.ask(8)) left += trial.x[0] < 0.55 ? 1 : 0;
  CHECK(left == 8);
}

}  // namespace servesweep::sweep::nsga2_test
