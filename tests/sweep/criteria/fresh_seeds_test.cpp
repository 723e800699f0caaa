#include "sweep/criteria/fresh_seeds.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::fresh_seeds_test {
namespace {

Study study_of(const std::string& text) {
  return Study::read(io::Document::parse(text, "study.yaml"));
}

}  // namespace

TEST_CASE("fresh seeds are those of the criteria, or thirty at least, and none of the study's") {
  CHECK(fresh_seeds(study_of(kExampleStudy)).size() == 30);
  CHECK(fresh_seeds(study_of(kExampleStudy)).front() == 1'000'001);
  CHECK(fresh_seeds(study_of(kExampleStudy), 4).size() == 4);
  const Study stated =
      study_of(kExampleStudy + "criteria: {fresh_seeds: {first: 100, count: 2}}\n");
  CHECK(fresh_seeds(stated) == std::vector<std::uint64_t>{100, 101});
  CHECK(fresh_seeds(stated, 3) == std::vector<std::uint64_t>{100, 101, 102});
  CHECK(fresh_seeds(study_of(example_with("[42, 43]", "[1000001, 1000003]")), 2) ==
        std::vector<std::uint64_t>{1'000'002, 1'000'004});
}

}  // namespace servesweep::sweep::fresh_seeds_test
