#include "sweep/tuning/make_tuners.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::make_tuners_test {

TEST_CASE("by generations they are what is learned from; ahead of what is known it takes more") {
  const auto nsga2 = [](const Pace& pace) {
    return population_at(OptimiserMethod::nsga2, 6, pace);
  };
  CHECK(nsga2({}) == 20);
  CHECK(nsga2({.generation = 8}) == 8);
  CHECK(nsga2({.generation = 8, .ahead = 2}) == 20);
  CHECK(nsga2({.generation = 32, .ahead = 1}) == 32);
  CHECK(nsga2({.asynchronous = 64}) == 20);
  const auto cmaes = [](const Pace& pace) {
    return population_at(OptimiserMethod::cmaes, 6, pace);
  };
  CHECK(cmaes({}) == 9);  // 4 + 3 ln 6
  CHECK(cmaes({.generation = 12}) == 12);
  CHECK(cmaes({.generation = 4, .ahead = 1}) == 9);
  CHECK(cmaes({.generation = 4, .ahead = 9}) == 30);
  CHECK(cmaes({.ahead = 1}) == 13);  // of 18 under way
  CHECK(cmaes({.asynchronous = 24}) == 18);
  CHECK(cmaes({.asynchronous = 6}) == 9);
}

TEST_CASE("every strategy but the baseline has a tuner, which begins with its default point") {
  for (const char* method : {"bayes", "nsga2", "cmaes", "race"}) {
    CAPTURE(method);
    std::string text =
        example_with("{method: grid}", std::string("{method: ") + method + ", points: 9}");
    text.replace(text.find("values: [2048, 512]"), 19,
                 "range: [64, 4096], default: 512, type: integer");
    const Study study = Study::read(io::Document::parse(text, "s.yaml"));
    const auto tuners = make_tuners(study, study.search().method);
    REQUIRE(tuners.size() == 2);
    CHECK(tuners[0] == nullptr);
    const std::vector<Attempt> first = tuners[1]->ask(1);
    REQUIRE(first.size() == 1);
    CHECK(first[0].point == study.strategies()[1].space().default_point());
  }
}

}  // namespace servesweep::sweep::make_tuners_test
