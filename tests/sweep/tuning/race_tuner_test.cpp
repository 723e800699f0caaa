#include "sweep/tuning/race_tuner.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

namespace servesweep::sweep::race_tuner_test {
namespace {

std::vector<Point> points(int count) {
  std::vector<Point> list;
  for (int i = 0; i < count; ++i) list.emplace_back(Point({{"n", static_cast<double>(i)}}));
  return list;
}

Observation worth(double value, double variance) {
  Observation observation;
  observation.objectives = {value};
  observation.variances = {variance};
  return observation;
}

struct Heat {
  std::size_t runners = 0, seeds = 0;
  bool shortened = false;
  friend bool operator==(const Heat&, const Heat&) = default;
};

/// Runs a race in which point n is worth |n − best|; returns its heats, and who has all seeds.
std::vector<Heat> run(RaceTuner& race, double best, std::map<double, std::size_t>& seeds) {
  std::vector<Heat> heats;
  std::size_t told = 0;
  for (auto attempts = race.ask(1000); !attempts.empty(); attempts = race.ask(1000)) {
    CHECK(race.ask(1000).empty());  // the heat has to be told first
    Heat heat{.runners = attempts.size(), .shortened = attempts.front().shortened};
    if (!heat.shortened && !heats.empty() && heats.back().shortened) seeds.clear();
    std::vector<double> values;
    for (const Attempt& attempt : attempts) {
      const double n = std::get<double>(attempt.point.at("n"));
      CHECK(attempt.first_seed == seeds[n]);  // its seeds follow those it has
      seeds[n] += attempt.seeds;
      heat.seeds += attempt.seeds;
      CHECK(attempt.shortened == heat.shortened);
      values.push_back(std::abs(n - best));
    }
    for (const double value : values) race.tell(told++, worth(value, 0.1));
    heats.push_back(heat);
  }
  return heats;
}

}  // namespace

TEST_CASE("a race halves its field and doubles the seeds of those that are left") {
  RaceTuner race(points(16), {.seeds = 16, .first_seeds = 2, .keep = 0.5});
  std::map<double, std::size_t> seeds;
  const std::vector<Heat> heats = run(race, 5, seeds);
  REQUIRE(heats.size() >= 4);
  CHECK(heats[0] == Heat{16, 32});
  CHECK(heats[1] == Heat{8, 16});  // 8 · 4 seeds in all, of which they had 16
  CHECK(heats[2].runners == 4);
  CHECK(heats[3].runners <= 2);
  CHECK(seeds[5] == 16);
  CHECK(seeds[15] == 2);
}

TEST_CASE("with a horizon the first heats are short, until they would cost as much as whole runs") {
  // A heat costs a runner 4 · 1/4, 8 · 1/4, and then what 4 whole runs cost.
  RaceTuner race(points(64), {.seeds = 16, .first_seeds = 4, .keep = 0.5, .horizon = 0.25});
  std::map<double, std::size_t> seeds;
  const std::vector<Heat> heats = run(race, 20, seeds);
  REQUIRE(heats.size() >= 5);
  CHECK(heats[0] == Heat{64, 256, true});
  CHECK(heats[1] == Heat{32, 128, true});  // 32 · 8 in all
  CHECK(heats[2] == Heat{16, 64, false});  // from the first seed on, without those above
  CHECK(heats[3] == Heat{8, 32, false});
  CHECK(heats[4].runners == 4);
  CHECK(seeds[20] == 16);
}

TEST_CASE("where no seeds are left for short heats the whole ones begin") {
  RaceTuner race(points(8), {.seeds = 2, .first_seeds = 4, .keep = 0.5, .horizon = 0.1});
  std::map<double, std::size_t> seeds;
  CHECK(run(race, 3, seeds) == std::vector<Heat>{{8, 16, true}, {4, 8, false}});
  RaceTuner one(points(1), {.seeds = 2, .first_seeds = 2, .keep = 0.5, .horizon = 0.1});
  seeds.clear();
  CHECK(run(one, 0, seeds) == std::vector<Heat>{{1, 2, true}, {1, 2, false}});
}

TEST_CASE("a race with few seeds is one heat of everybody") {
  RaceTuner race(points(3), {.seeds = 2, .first_seeds = 4, .keep = 0.5});
  std::map<double, std::size_t> seeds;
  CHECK(run(race, 0, seeds) == std::vector<Heat>{{3, 6}});
}

TEST_CASE("a heat may be asked for in pieces") {
  RaceTuner race(points(5), {.seeds = 4, .first_seeds = 2, .keep = 0.5});
  CHECK(race.ask(2).size() == 2);
  CHECK(race.ask(2).size() == 2);
  CHECK(race.ask(2).size() == 1);
  CHECK(race.ask(2).empty());
}

TEST_CASE("failed runners leave first") {
  RaceTuner race(points(2), {.seeds = 4, .first_seeds = 2, .keep = 0.5});
  REQUIRE(race.ask(9).size() == 2);
  Observation failed;
  failed.failed = true;
  race.tell(0, failed);
  race.tell(1, worth(3, 1));
  const auto next = race.ask(9);
  REQUIRE(next.size() == 1);
  CHECK(std::get<double>(next[0].point.at("n")) == 1);
  CHECK(next[0].first_seed == 2);
  CHECK(next[0].seeds == 2);
}

}  // namespace servesweep::sweep::race_tuner_test
