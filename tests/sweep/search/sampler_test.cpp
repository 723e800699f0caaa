#include "sweep/search/sampler.h"

#include <doctest/doctest.h>

#include <set>

#include "sweep/search/latin_hypercube.h"
#include "sweep/search/random_points.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep::sampler_test {
namespace {

std::unique_ptr<PointSequence> sequence(int kind, std::size_t dimensions) {
  if (kind == 0) return std::make_unique<RandomPoints>(dimensions, 9);
  if (kind == 1) return std::make_unique<SobolPoints>(dimensions, 9);
  return std::make_unique<LatinHypercube>(dimensions, 20, 9);
}

}  // namespace

TEST_CASE("samplers propose every point of a small space once, then nothing") {
  const SearchSpace space(
      {Dimension::integer("n", {.low = 1, .high = 12}), Dimension::categorical("c", 5)});
  for (const int kind : {0, 1, 2}) {
    Sampler sampler(space, sequence(kind, 2), {.seed = 9});
    std::set<std::vector<double>> seen;
    std::int32_t next_id = 0;
    for (const std::size_t count : {7U, 50U, 10U}) {
      for (const Trial& trial : sampler.ask(count)) {
        CHECK(trial.id == TrialId(next_id++));
        CHECK(trial.x == space.snap(trial.x));
        CHECK(seen.insert(space.values(trial.x)).second);
        sampler.tell(trial, {});
      }
    }
    CHECK(seen.size() == 60);
    CHECK(sampler.ask(1).empty());
  }
}

TEST_CASE("forbidden points are left out") {
  const SearchSpace space({Dimension::real("x"), Dimension::real("y")},
                          [](const UnitPoint& at) { return at[0] < at[1]; });
  for (const int kind : {0, 1, 2}) {
    Sampler sampler(space, sequence(kind, 2), {.seed = 9});
    const std::vector<Trial> trials = sampler.ask(40);
    CHECK(trials.size() == 40);
    for (const Trial& trial : trials) CHECK(trial.x[0] < trial.x[1]);
  }
}

TEST_CASE("how many are asked for at once makes no difference") {
  const SearchSpace space({Dimension::real("x")});
  Sampler once(space, sequence(1, 1), {.seed = 9}), often(space, sequence(1, 1), {.seed = 9});
  const std::vector<Trial> all = once.ask(5);
  for (const Trial& trial : all) CHECK(often.ask(1).front().x == trial.x);
}

}  // namespace servesweep::sweep::sampler_test
