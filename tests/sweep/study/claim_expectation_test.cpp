#include "sweep/study/claim_expectation.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::claim_expectation_test {
namespace {

Expectation read(const std::string& text, Goal goal = Goal::minimize) {
  return read_expectation(io::Document::parse(text, "c.yaml"), goal);
}

std::string problem(const std::string& text, Goal goal = Goal::minimize) {
  return problem_of([&] { (void)read(text, goal); });
}

}  // namespace

TEST_CASE("a change has a least and a largest size") {
  CHECK(read("{effect: worse}") == Expectation{.effect = Effect::worse});
  const Expectation both = read("{effect: better, at_least: 0.1, at_most: 0.5}");
  CHECK(both.at_least == 0.1);
  CHECK(both.at_most == 0.5);
  CHECK(problem("{effect: better, at_least: 0.5, at_most: 0.5}") ==
        "c.yaml:1: at_most: is not above at_least, 0.5 (no interval can lie in between); raise it "
        "or remove it");
  CHECK(problem("{effect: none, at_most: 0.5}")
            .starts_with("c.yaml:1: at_most: does not belong here (effect is none)"));
  CHECK(problem("{effect: better, at_least: 1}").find("1 can never hold") != std::string::npos);
  CHECK(problem("{effect: better, at_least: 1}", Goal::maximize) == "no problem");
}

TEST_CASE("a value has a range, open to one side or not") {
  constexpr double kNoLimit = std::numeric_limits<double>::infinity();
  CHECK(read("{effect: value, at_least: 0.9}").range == Interval{.lower = 0.9, .upper = kNoLimit});
  CHECK(read("{effect: value, at_most: -2}").range == Interval{.lower = -kNoLimit, .upper = -2});
  CHECK(read("{effect: value, at_least: 0, at_most: 0}").range == Interval{.lower = 0, .upper = 0});
  CHECK(problem("{effect: value}") ==
        "c.yaml:1: a value has no range (every mean would do); add at_least: or at_most:");
  CHECK(problem("{effect: value, at_least: 2, at_most: 1}") ==
        "c.yaml:1: at_most: is below at_least, 2 (no mean can lie in between); exchange them");
  CHECK(problem("{effect: value, within: 1}")
            .starts_with("c.yaml:1: within: does not belong here (effect is value)"));
}

TEST_CASE("a value lies where its metric can be") {
  const auto check = [](const std::string& metric, const std::string& text) {
    return problem_of([&] {
      const io::Document item = io::Document::parse(text, "c.yaml");
      check_possible(item, metric, read_expectation(item, Goal::minimize));
    });
  };
  CHECK(check("slo_met_fraction.critical", "{effect: value, at_least: 1.5}") ==
        "c.yaml:1: at_least: 1.5 can never be reached (slo_met_fraction.critical is 0 to 1); write "
        "a fraction: 0.99 is 99 %");
  CHECK(check("cache_hit_rate", "{effect: value, at_most: -1}").find("-1 can never hold") !=
        std::string::npos);
  CHECK(check("slo_met_fraction", "{effect: value, at_least: 1}") == "no problem");
  CHECK(check("ttft_p99_ms", "{effect: value, at_least: 1.5}") == "no problem");
  CHECK(check("slo_met_fraction", "{effect: better, at_least: 0.5}") == "no problem");
}

TEST_CASE("expectations are written in the form in which they are read") {
  for (const char* text :
       {"{effect: better, at_least: 0.25}", "{effect: worse, at_most: 2}", "{effect: none}",
        "{effect: value, at_least: 1, at_most: 2}", "{effect: value, at_most: 2}"}) {
    CAPTURE(text);
    io::Value value = io::Value::map();
    set_expectation(value, read(text));
    CHECK(read(value.yaml()) == read(text));
  }
}

}  // namespace servesweep::sweep::claim_expectation_test
