#include "sweep/tuning/method_choice.h"

#include <doctest/doctest.h>

#include <string>

#include "engine/base/problem.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::method_choice_test {
namespace {

/// The example: two seeds, one workload.
Study with_points(std::size_t points) {
  return Study::read(io::Document::parse(
      example_with("{method: grid}", "{method: auto, points: " + std::to_string(points) + "}"),
      "study.yaml"));
}

bool says(const MethodChoice& choice, const std::string& words) {
  return choice.why.find(words) != std::string::npos;
}

/// What a run takes if a point of the example, two runs, is to cost this on so many threads.
double run_seconds(double point_ms, double threads) {
  return 1e-3 * point_ms * threads / 2;
}

}  // namespace

TEST_CASE("few points are worth every thought, however cheap they are") {
  const MethodChoice choice = choose_method(with_points(200), 1e-6, 64);
  CHECK(choice.method == SearchMethod::bayes);
  CHECK(says(choice, "200 points are few"));
}

TEST_CASE("among more, a point has to cost what thinking about it saves: runs over threads") {
  for (const std::size_t points : {201U, 2000U}) {
    for (const std::size_t threads : {1U, 2U, 16U}) {
      CAPTURE(points);
      CAPTURE(threads);
      const Study study = with_points(points);
      const auto at = [&](double point_ms) {
        return choose_method(study, run_seconds(point_ms, static_cast<double>(threads)), threads);
      };
      CHECK(at(30.1).method == SearchMethod::bayes);
      CHECK(at(29.9).method == SearchMethod::nsga2);
    }
  }
}

TEST_CASE("very many points are for NSGA-II, however dear they are") {
  const MethodChoice choice = choose_method(with_points(2001), 60, 1);
  CHECK(choice.method == SearchMethod::nsga2);
  CHECK(says(choice, "2001 points are more than a Gaussian process can learn from"));
}

TEST_CASE("it says what a point costs and why that decides") {
  const Study study = with_points(500);
  CHECK(choose_method(study, run_seconds(40, 1), 1).why ==
        "a point costs 40 ms on 1 thread, and from 30 ms on it pays to think about each");
  CHECK(choose_method(study, run_seconds(2.5, 8), 8).why ==
        "a point costs 2.5 ms on 8 threads, and below 30 ms more points find more than thinking "
        "about each");
}

TEST_CASE("the strategy of the measurements: where the race was won") {
  // configs/studies/work-and-slack-search.yaml: 1.2 ms per run, 5 seeds; here 3 ms per 2 seeds.
  CHECK(choose_method(with_points(100), 3e-3, 1).method == SearchMethod::bayes);
  CHECK(choose_method(with_points(1000), 3e-3, 1).method == SearchMethod::nsga2);
}

TEST_CASE("a choice is read back from its record, and only one of a method that learns") {
  const auto read = [](const std::string& method) {
    return MethodChoice::read(
        io::Document::parse("{method: " + method + ", why: 8 points are few}", "journal"));
  };
  CHECK(read("bayes") == MethodChoice{SearchMethod::bayes, "8 points are few"});
  CHECK(read("race").method == SearchMethod::race);
  CHECK_THROWS_AS((void)read("auto"), engine::Problem);
  CHECK_THROWS_AS((void)read("grid"), engine::Problem);
}

}  // namespace servesweep::sweep::method_choice_test
