#include "sweep/tuning/director.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/sweep/tuning/scripted_tuner.h"

namespace servesweep::sweep::director_test {
namespace {

using Told = std::vector<std::pair<std::size_t, double>>;
using Numbers = std::vector<std::int64_t>;

/// A study with a baseline and one or two searched strategies.
struct Bench {
  Told first, second;

  Director director(std::size_t points, Pace pace, std::size_t others = 0) {
    std::vector<std::unique_ptr<Tuner>> tuners(1);
    tuners.push_back(std::make_unique<ScriptedTuner>(points, 2, first));
    if (others > 0) tuners.push_back(std::make_unique<ScriptedTuner>(others, 3, second));
    return Director(std::move(tuners), pace);
  }
};

Observation worth(double value) {
  Observation observation;
  observation.objectives = {value};
  return observation;
}

void note(Director& director, const Numbers& trials) {
  for (const std::int64_t trial : trials) director.note(trial, worth(static_cast<double>(trial)));
}

}  // namespace

TEST_CASE("a generation is decided when the one before is complete, and learned in its order") {
  Bench bench;
  Director director = bench.director(4, {});
  REQUIRE(director.can_decide());
  CHECK(director.decide().trials.size() == 2);
  CHECK_FALSE(director.can_decide());
  note(director, {1});
  CHECK_FALSE(director.can_decide());
  note(director, {0});
  REQUIRE(director.can_decide());
  const Decision second = director.decide();
  CHECK(second.told == Numbers{0, 1});
  CHECK(bench.first == Told{{0, 0}, {1, 1}});
  CHECK(second.trials.size() == 2);
  CHECK(second.trials[0].strategy == 1);
  CHECK_FALSE(director.finished());
  note(director, {2, 3});
  CHECK(director.decide().trials.empty());  // it learns the rest, and wants nothing
  CHECK(director.finished());
  CHECK_FALSE(director.can_decide());
}

TEST_CASE("with a generation ahead, the next is decided while one is under way") {
  Bench bench;
  Director director = bench.director(6, {.ahead = 1});
  CHECK(director.decide().told.empty());
  REQUIRE(director.can_decide());
  CHECK(director.decide().trials.size() == 2);
  CHECK_FALSE(director.can_decide());
  note(director, {2, 3});  // of the second: not enough
  CHECK_FALSE(director.can_decide());
  note(director, {0, 1});
  CHECK(director.decide().told == Numbers{0, 1});
  REQUIRE(director.can_decide());  // the second is there already
  CHECK(director.decide().told == Numbers{2, 3});
  note(director, {4, 5});
  CHECK(director.decide().told == Numbers{4, 5});
  CHECK(director.finished());
}

TEST_CASE("strategies are searched side by side, each with its own numbers") {
  Bench bench;
  Director director = bench.director(4, {}, 3);
  const Decision decision = director.decide();
  REQUIRE(decision.trials.size() == 5);
  CHECK(decision.trials[1].strategy == 1);
  CHECK(decision.trials[2].strategy == 2);
  note(director, {0, 1, 2, 3, 4});
  CHECK(director.decide().trials.size() == 2);  // the second has no more
  CHECK(bench.second == Told{{0, 2}, {1, 3}, {2, 4}});
}

TEST_CASE("asynchronously, whatever is there is learned, and as many are asked as became free") {
  Bench bench;
  Director director = bench.director(7, {.asynchronous = 4});
  CHECK(director.decide().trials.size() == 4);
  CHECK_FALSE(director.can_decide());
  note(director, {2});
  const Decision one = director.decide();
  CHECK(one.told == Numbers{2});
  CHECK(one.trials.size() == 1);
  note(director, {3, 0});
  const Decision two = director.decide();
  CHECK(two.told == Numbers{0, 3});
  CHECK(two.trials.size() == 2);
  CHECK(bench.first == Told{{2, 2}, {0, 0}, {3, 3}});
  note(director, {1, 4});
  CHECK(director.decide().trials.empty());
  CHECK_FALSE(director.finished());
  note(director, {5, 6});
  CHECK(director.decide().told == Numbers{5, 6});
  CHECK(director.finished());
}

TEST_CASE("the past repeats, in whatever order its results are known") {
  for (const Pace pace : {Pace{}, Pace{.ahead = 1}, Pace{.asynchronous = 3}}) {
    Bench before, after;
    Director first = before.director(9, pace);
    std::vector<Decision> history;
    std::int64_t noted = 0;
    while (!first.finished()) {
      while (first.can_decide()) history.push_back(first.decide());
      const auto trials = static_cast<std::int64_t>(first.trials());
      if (noted < trials) note(first, {noted++});
    }
    Director second = before.director(9, pace);
    Director again = after.director(9, pace);
    std::int64_t known = 0;
    for (const Decision& decision : history) {
      again.repeat(decision);
      const auto trials = static_cast<std::int64_t>(again.trials());
      for (; known < trials; ++known) note(again, {known});
    }
    CHECK(again.finished());
    CHECK(after.first == Told(before.first.begin(), before.first.begin() + 9));
  }
}

TEST_CASE("a past that does not repeat is refused") {
  Bench bench;
  Director director = bench.director(4, {});
  Decision decision = bench.director(4, {}).decide();
  decision.trials[1].attempt.point = Point({{"n", 7.0}});
  CHECK_THROWS_AS(director.repeat(decision), engine::Problem);
  Director other = bench.director(4, {});
  CHECK_THROWS_AS(other.repeat({.told = {0}, .trials = {}}), engine::Problem);
}

}  // namespace servesweep::sweep::director_test
