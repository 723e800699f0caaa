#include "tests/benchmark/search_race.h"

#include <doctest/doctest.h>

#include "tests/benchmark/contestants.h"
#include "tests/benchmark/scratch_folder.h"

namespace search_race_test {

using namespace servesweep;
using namespace servesweep::benchmark;

namespace {

/// Hypervolumes by hand: 0.25, then 0.25 + 0.125, then nothing more.
RaceTrace by_hand() {
  return {.reference = {1, 1},
          .points = {{.seconds = 1, .objectives = {0.5, 0.5}},
                     {.seconds = 3, .objectives = {0.75, 0}},
                     {.seconds = 4, .objectives = {0.9, 0.9}}}};
}

}  // namespace

TEST_CASE("the hypervolume of a race by time and by points") {
  const RaceTrace trace = by_hand();
  CHECK(trace.hypervolume_at(0.9) == 0);
  CHECK(trace.hypervolume_at(1) == 0.25);
  CHECK(trace.hypervolume_at(3) == 0.375);
  CHECK(trace.hypervolume_at(99) == 0.375);
  CHECK(trace.hypervolume_of(1) == 0.25);
  CHECK(trace.hypervolume_of(3) == 0.375);
  CHECK_FALSE(trace.hypervolume_of(4).has_value());
}

TEST_CASE("when a race came how far") {
  const RaceTrace trace = by_hand();
  CHECK(trace.growth() == std::vector<std::pair<std::size_t, double>>{{0, 0.25}, {1, 0.375}});
  CHECK(trace.seconds_to(0.2) == 1);
  CHECK(trace.seconds_to(0.25) == 1);
  CHECK(trace.seconds_to(0.26) == 3);
  CHECK(trace.seconds_to(0.375) == 3);
  CHECK_FALSE(trace.seconds_to(0.376).has_value());
  CHECK_FALSE(RaceTrace{.reference = {1, 1}, .points = {}}.seconds_to(0.1).has_value());
}

TEST_CASE("every contestant searches, within its limits, from the default point on") {
  const ScratchFolder scratch;
  for (const std::string& name : contestant_names()) {
    CAPTURE(name);
    const Contest contest{.name = name, .seed = 3, .race_points = 6, .global = 5};
    const sweep::Study study = contest_study("work-and-slack-search", contest, scratch.path());
    sweep::Director director = contest_director(study, contest);
    PointRunner runner(study);
    // A run is said to take a second, so the clock does not depend on the machine's.
    const RaceTrace trace = run_race(director, runner, {.seconds = 1e6, .points = 10, .run_s = 1});
    CHECK(trace.reference == runner.reference());
    CHECK(trace.attempts == (name == "race" ? 9 : 10));  // six, and the better three again
    CHECK(trace.seconds == doctest::Approx(static_cast<double>(trace.runs) + trace.thinking_s));
    CHECK(trace.hypervolume_at(1e6) > 0);
    if (name == "race") {
      CHECK(trace.runs < 50);  // six points on four of the seeds, the better ones on all
      CHECK(trace.points.size() == 3);
    } else {
      CHECK(trace.runs == 50);
      CHECK(trace.points.size() == 10);
      CHECK(trace.points.front().objectives[1] == doctest::Approx(0.8).epsilon(0.03));
    }
  }
}

TEST_CASE("short heats of a race count as the part of a run that they are") {
  const ScratchFolder scratch;
  const Contest contest{.name = "race", .race_points = 16, .seeds = 8, .horizon = 0.25};
  const sweep::Study study = contest_study("work-and-slack-search", contest, scratch.path());
  REQUIRE(study.seeds().size() == 8);
  sweep::Director director = contest_director(study, contest);
  PointRunner runner(study);
  CHECK(runner.work() == 2);  // the baseline on 8 quarters
  const RaceTrace trace = run_race(director, runner, {.seconds = 1e6, .run_s = 1});
  // 16 points on 4 quarters, 8 on 4 more, then 4 on 4 seeds and 2 on 4 more.
  CHECK(trace.runs == 64 + 32 + 16 + 8);
  CHECK(trace.work == doctest::Approx(2 + 16 + 8 + 16 + 8));
  CHECK(trace.points.size() == 2);
}

TEST_CASE("nothing is begun once the time is over") {
  const ScratchFolder scratch;
  const Contest contest{.name = "sobol"};
  const sweep::Study study = contest_study("work-and-slack-search", contest, scratch.path());
  sweep::Director director = contest_director(study, contest);
  PointRunner runner(study);
  const RaceTrace trace = run_race(director, runner, {.seconds = 1200, .run_s = 100});
  CHECK(trace.attempts == 3);  // of 500 s each: the third is begun after a bit more than 1000 s
}

}  // namespace search_race_test
