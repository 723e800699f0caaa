#include "sweep/study/seeds.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::seeds_test {
namespace {

using Seeds = std::vector<std::uint64_t>;

Seeds parse(const std::string& text) {
  return read_seeds(io::Document::parse("seeds: " + text, "s.yaml").at("seeds"));
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("seeds as a range and as a list") {
  CHECK(parse("{first: 42, count: 3}") == Seeds{42, 43, 44});
  CHECK(parse("[7, 3]") == Seeds{7, 3});
  CHECK(seeds_to_value({42, 43, 44}).json() == R"({"first":42,"count":3})");
  CHECK(seeds_to_value({7, 3}).json() == "[7,3]");
}

TEST_CASE("wrong seeds are refused in one line") {
  CHECK(problem("[42, 43, 42]") ==
        "s.yaml:1: seeds[2]: seed 42 is listed twice (a repeated seed adds no information); remove "
        "one");
  CHECK(problem("[]") == "s.yaml:1: seeds: is empty; list at least one seed");
  CHECK(problem("{first: 42, count: 0}") ==
        "s.yaml:1: seeds.count: 0 is out of range; write an integer from 1 to 100000");
  CHECK(problem("[-1]") ==
        "s.yaml:1: seeds[0]: -1 is out of range; write an integer from 0 to 9007199254740992");
  CHECK(problem("[4.5]") ==
        "s.yaml:1: seeds[0]: '4.5' is not an integer; write an integer from 0 to 9007199254740992");
  CHECK(problem("{frist: 42, count: 1}") ==
        "s.yaml:1: seeds.frist: unknown field; did you mean 'first'?");
}

}  // namespace servesweep::sweep::seeds_test
