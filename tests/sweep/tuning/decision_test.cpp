#include "sweep/tuning/decision.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::decision_test {
namespace {

Study example() {
  return Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
}

std::string problem(const std::string& json) {
  return problem_of([&] { (void)Decision::read(io::Document::parse(json, "journal"), example()); });
}

}  // namespace

TEST_CASE("a decision is the same after being written and read again") {
  const Study study = example();
  const ParameterSpace& space = study.strategies()[1].space();
  const Decision decision{
      .told = {4, 2},
      .trials = {
          {.strategy = 1, .attempt = {.point = space.grid_point(3), .first_seed = 1, .seeds = 1}}}};
  const std::string json = decision.to_value(study).json();
  CHECK(json ==
        R"({"told":[4,2],"trials":[{"strategy":"tuned","point":{"order":"sjf","budget":512},)"
        R"("seeds":[1,1]}]})");
  CHECK(Decision::read(io::Document::parse(json, "journal"), study) == decision);
}

TEST_CASE(
    "a decision tells which trials are on first parts, and only a study with a horizon has them") {
  const Study study = Study::read(io::Document::parse(
      example_with("method: grid", "method: race, points: 9, horizon: 0.25"), "s.yaml"));
  const Decision decision{
      .told = {},
      .trials = {{.strategy = 1,
                  .attempt = {.point = study.strategies()[1].space().grid_point(3),
                              .first_seed = 0,
                              .seeds = 2,
                              .shortened = true}}}};
  const std::string json = decision.to_value(study).json();
  CHECK(json.ends_with(R"("seeds":[0,2],"shortened":true}]})"));
  CHECK(Decision::read(io::Document::parse(json, "journal"), study) == decision);
  CHECK(problem(json).find("the study's search has no horizon") != std::string::npos);
}

TEST_CASE("what is no decision about the study is refused") {
  CHECK(problem(R"({"told":[],"trials":[{"strategy":"x","point":{},"seeds":[0,2]}]})")
            .find("unknown strategy 'x'") != std::string::npos);
  CHECK(problem(R"({"told":[],"trials":[{"strategy":"tuned","point":{"order":"lifo",)"
                R"("budget":512},"seeds":[0,2]}]})") != "");
  CHECK(problem(R"({"told":[],"trials":[{"strategy":"tuned","point":{"order":"sjf",)"
                R"("budget":512},"seeds":[1,2]}]})") != "");
  CHECK(problem(R"({"told":[-1],"trials":[]})") != "");
}

}  // namespace servesweep::sweep::decision_test
