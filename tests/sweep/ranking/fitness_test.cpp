#include "sweep/ranking/fitness.h"

#include <doctest/doctest.h>

#include <limits>

#include "engine/base/problem.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::fitness_test {
namespace {

engine::Summary example() {
  engine::Summary summary;
  summary.requests_per_s = 300;
  summary.output_tokens_per_s = 10'000;
  summary.ttft = {.count = 1, .mean_us = 1000, .p50_us = 3000, .p99_us = 9000};
  summary.e2e = {.count = 1, .mean_us = 4000, .p50_us = 7000, .p99_us = 19'000};
  return summary;
}

}  // namespace

TEST_CASE("fitness: each component by hand") {
  const std::map<std::string, double> expected{
      {"throughput", 0.75}, {"tokens_per_sec", 0.5}, {"mean_ttft", 0.5}, {"p50_ttft", 0.25},
      {"p99_ttft", 0.1},    {"mean_e2e", 0.2},       {"p50_e2e", 0.125}, {"p99_e2e", 0.05}};
  for (const auto& [name, value] : expected) {
    CAPTURE(name);
    CHECK(fitness(example(), {{name, 1}}) == doctest::Approx(value));
  }
}

TEST_CASE("fitness: weights are not normalised, and nothing weighs nothing") {
  CHECK(fitness(example(), {{"throughput", 2}, {"p99_ttft", 10}}) == doctest::Approx(2.5));
  CHECK(fitness(example(), {}) == 0);
}

TEST_CASE("fitness: unknown components and weights that are none are refused") {
  CHECK(problem_of([] {
          (void)fitness(example(), {{"troughput", 1}});
        }) == "fitness.troughput: unknown component 'troughput'; did you mean 'throughput'?");
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(problem_of([&] {
          (void)fitness(example(), {{"p50_e2e", infinity}});
        }) == "fitness.p50_e2e: inf is no weight; give a finite number");
}

}  // namespace servesweep::sweep::fitness_test
