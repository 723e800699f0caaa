#include "sweep/study/seeds_by_need.h"

#include <doctest/doctest.h>

#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::seeds_by_need_test {
namespace {

SeedsByNeed parse(const std::string& text) {
  const io::Document node = io::Document::parse("seeds: " + text, "s.yaml").at("seeds");
  CHECK(SeedsByNeed::are_meant(node));
  return SeedsByNeed::read(node);
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

Study study_with(const std::string& seeds) {
  return Study::read(io::Document::parse(example_with("seeds: [42, 43]", seeds), "s.yaml"));
}

}  // namespace

TEST_CASE("seeds by need are written with bounds and a half width, or left to us") {
  const SeedsByNeed seeds = parse("{first: 42, min: 12, max: 300, half_width: 0.01}");
  CHECK(seeds.first == 42);
  CHECK(seeds.width == FixedWidth{.least = 12, .most = 300, .half_width = 0.01});
  CHECK(parse("{min: 12, half_width: 1%}").width.half_width == 0.01);
  CHECK(parse("{half_width: 2.5 %}").width.half_width == 0.025);
  CHECK(parse("auto").first == 1);
  CHECK(parse("auto").width == FixedWidth{.least = 10, .most = 200, .half_width = 0.02});
  CHECK(parse("{max: 50}").width == FixedWidth{.least = 10, .most = 50, .half_width = 0.02});
  CHECK(seeds.text() == "12 to 300 seeds, until every objective's change is known to +-1 %");
}

TEST_CASE("a count or a list is not by need") {
  for (const char* text : {"{first: 1, count: 5}", "[1, 2]", "sometimes"}) {
    CHECK_FALSE(SeedsByNeed::are_meant(
        io::Document::parse(std::string("seeds: ") + text, "s.yaml").at("seeds")));
  }
}

TEST_CASE("what cannot be meant is refused in one line") {
  CHECK(problem("{first: 1, count: 5, max: 9}") ==
        "s.yaml:1: seeds.count: does not go with min, max and half_width (so many seeds are either "
        "given or found out); remove one or the others");
  CHECK(problem("{min: 4}") ==
        "s.yaml:1: seeds.min: 4 is out of range; write an integer from 5 to 100000");
  CHECK(problem("{min: 30, max: 20}") ==
        "s.yaml:1: seeds: min 30 is above max 20; raise max or lower min");
  CHECK(
      problem("{min: 300}") ==
      "s.yaml:1: seeds: min 300 is above max 200 (without max at most 200 seeds are taken); raise "
      "max or lower min");
  CHECK(problem("{half_width: 200%}") ==
        "s.yaml:1: seeds.half_width: '200%' is out of range; write a half width from 0.01% to 50%");
  CHECK(problem("{half_width: narrow%}").find("s.yaml:1: seeds.half_width: ") == 0);
  CHECK(problem("{half_width: 2}").find("out of range") != std::string::npos);
  CHECK(problem("{max: 9, mni: 5}") == "s.yaml:1: seeds.mni: unknown field; did you mean 'min'?");
}

TEST_CASE("a study knows the seeds that all points get, and those that they may get") {
  const Study study = study_with("seeds: {first: 7, min: 5, max: 8}");
  CHECK(study.seeds() == std::vector<std::uint64_t>{7, 8, 9, 10, 11});
  CHECK(study.all_seeds() == std::vector<std::uint64_t>{7, 8, 9, 10, 11, 12, 13, 14});
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK(again.seeds_by_need()->first == 7);
  CHECK(again.seeds_by_need()->width == study.seeds_by_need()->width);
  CHECK(again.all_seeds() == study.all_seeds());
  CHECK(study_with("seeds: [42, 43]").all_seeds() == std::vector<std::uint64_t>{42, 43});
  CHECK_FALSE(study_with("seeds: [42, 43]").seeds_by_need());
}

}  // namespace servesweep::sweep::seeds_by_need_test
