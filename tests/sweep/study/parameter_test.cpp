#include "sweep/study/parameter.h"

#include <doctest/doctest.h>

#include "sweep/study/parameter_value.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::parameter_test {
namespace {

Parameter parse(const std::string& spec) {
  return Parameter::read("x", io::Document::parse("x: " + spec, "s.yaml").at("x"));
}

std::string grid(const std::string& spec) {
  std::string text;
  for (const engine::ParameterValue& value : parse(spec).grid) text += text_of(value) + " ";
  return text;
}

std::string problem(const std::string& spec) {
  return problem_of([&] { (void)parse(spec); });
}

}  // namespace

TEST_CASE("listed values keep their order and one type") {
  CHECK(grid("{values: [10, 12.9382, 3]}") == "10 12.9382 3 ");
  CHECK(parse("{values: [10, 12.9382]}").type == ParameterType::real);
  CHECK(parse("{values: [2048, 962]}").type == ParameterType::integer);
  CHECK(parse("{values: [fcfs, sjf]}").type == ParameterType::text);
  CHECK(parse("{values: [true, false]}").type == ParameterType::boolean);
}

TEST_CASE("ranges are divided evenly on their scale, ends exact") {
  CHECK(grid("{range: [0, 1], grid: 5}") == "0 0.25 0.5 0.75 1 ");
  CHECK(grid("{range: [0, 0.3], grid: 4}") == "0 0.1 0.2 0.3 ");
  CHECK(grid("{range: [1.0e-5, 1.0e-4], scale: log, grid: 3}") == "1e-05 3.16228e-05 0.0001 ");
  CHECK(grid("{range: [0.1, 0.9], scale: logit, grid: 5}") == "0.1 0.25 0.5 0.75 0.9 ");
  CHECK(parse("{range: [0.1, 0.9], scale: logit, grid: 5}").scale_word() == "logit");
  CHECK(grid("{range: [962, 2048], type: integer, grid: 2}") == "962 2048 ");
  CHECK(grid("{range: [1, 1000], type: integer, scale: log, grid: 4}") == "1 10 100 1000 ");
  CHECK(grid("{range: [1, 4], type: integer, grid: 3}") == "1 3 4 ");
  CHECK(grid("{range: [1, 4], grid: 1}") == "1 ");
}

TEST_CASE("what a search may use") {
  const Parameter range = parse("{range: [1, 4], type: integer, grid: 2}");
  CHECK(range.contains(3.0));
  CHECK_FALSE(range.contains(3.5));
  CHECK_FALSE(range.contains(5.0));
  CHECK_FALSE(range.contains(std::string("3")));
  CHECK(range.allowed() == "a whole number 1 to 4");
  const Parameter list = parse("{values: [fcfs, sjf]}");
  CHECK(list.contains(std::string("sjf")));
  CHECK_FALSE(list.contains(std::string("lifo")));
  CHECK(list.allowed() == "one of fcfs, sjf");
}

TEST_CASE("a default is any value that is allowed; without one it is the first of the grid") {
  CHECK(parse("{range: [1, 4], grid: 2, default: 2.5}").default_value() ==
        engine::ParameterValue(2.5));
  CHECK(parse("{values: [fcfs, sjf], default: sjf}").default_value() ==
        engine::ParameterValue(std::string("sjf")));
  CHECK(parse("{range: [1, 4], grid: 2}").default_value() == engine::ParameterValue(1.0));
  CHECK(grid("{range: [1, 4], grid: 2, default: 2.5}") == "1 4 ");
}

TEST_CASE("a range with a default needs no grid: it stays there") {
  CHECK(grid("{range: [1, 4], default: 2.5}") == "2.5 ");
  CHECK(parse("{range: [1, 4], default: 2.5}").contains(3.5));
  CHECK_FALSE(parse("{range: [1, 4], default: 2.5}").has_grid);
}

TEST_CASE("written and read again") {
  for (const char* spec :
       {"{values: [10, 12.9382]}", "{values: [true]}",
        "{range: [1.0e-5, 1.0e-4], scale: log, grid: 3}",
        "{range: [962, 2048], type: integer, grid: 2}",
        "{values: [10, 12.9382], default: 12.9382, meaning: how much}",
        "{range: [1, 2], grid: 2, default: 1.5}", "{range: [1, 2], default: 1.5}"}) {
    const Parameter parameter = parse(spec);
    const Parameter again = parse(parameter.to_value().json());
    CHECK(again.grid == parameter.grid);
    CHECK(again.fallback == parameter.fallback);
    CHECK(again.meaning == parameter.meaning);
    CHECK(again.type == parameter.type);
    CHECK(again.to_value().json() == parameter.to_value().json());
  }
}

TEST_CASE("wrong parameters are refused in one line") {
  CHECK(problem("{values: []}") == "s.yaml:1: x.values: is empty; list at least one value");
  CHECK(problem("{values: [1, 2, 1.0]}") ==
        "s.yaml:1: x.values[2]: value 1 is listed twice; remove one");
  CHECK(problem("{values: [1, fcfs]}") ==
        "s.yaml:1: x.values[1]: 'fcfs' is text (the values before it are integer); list values of "
        "one type");
  CHECK(problem("{values: [1], grid: 2}") ==
        "s.yaml:1: x.grid: unknown field; use one of values, default, meaning, when");
  CHECK(problem("{range: [1, 2, 3], grid: 2}") ==
        "s.yaml:1: x.range: has 3 numbers (a range has two ends); write [low, high]");
  CHECK(problem("{range: [2, 1], grid: 2}") ==
        "s.yaml:1: x.range: is empty (its low end is not below its high end); write the lower "
        "number first, or use values: [x] to fix it");
  CHECK(problem("{range: [0, 1], scale: log, grid: 2}") ==
        "s.yaml:1: x.range: starts at or below 0 (a log scale needs positive numbers); raise the "
        "low end or use scale: linear");
  CHECK(problem("{range: [0, 0.5], scale: logit, grid: 2}") ==
        "s.yaml:1: x.range: is not inside (0, 1) (a logit scale has its ends at 0 and 1, "
        "infinitely far); narrow it or use scale: linear");
  CHECK(problem("{range: [1, 2], scale: lin, grid: 2}") ==
        "s.yaml:1: x.scale: unknown word 'lin'; did you mean 'log'?");
  CHECK(
      problem("{range: [1, 3], type: integer, grid: 4}") ==
      "s.yaml:1: x.grid: 4 points do not fit into the range (points 2 and 3 are equal); use fewer");
  CHECK(problem("{range: [1, 2]}") ==
        "s.yaml:1: x: has neither a grid nor a default (nothing says which values to take); add "
        "grid: n, or default: x to stay there under grid search");
  CHECK(problem("{range: [1, 2], grid: 2, default: 3}") ==
        "s.yaml:1: x.default: 3 is not allowed; use a number 1 to 2");
  CHECK(problem("{range: [1, 4], type: integer, default: 1.5}") ==
        "s.yaml:1: x.default: 1.5 is not allowed; use a whole number 1 to 4");
  CHECK(problem("{values: [a, b], default: c}") ==
        "s.yaml:1: x.default: c is not allowed; use one of a, b");
  CHECK(problem("{range: [1, two], grid: 2}") ==
        "s.yaml:1: x.range[1]: 'two' is not a number; write a number");
  CHECK(problem("{range: [1, 2], grid: 0}") ==
        "s.yaml:1: x.grid: 0 is out of range; write an integer from 1 to 10000");
  CHECK(problem("{}") ==
        "s.yaml:1: x: has neither values nor a range; write {values: [a, b]} or "
        "{range: [low, high], grid: n}");
  CHECK(problem_of([] {
          (void)Parameter::read("a b", io::Document::parse("{values: [1]}", "s.yaml"));
        }) == "s.yaml:1: 'a b' cannot be a parameter name; use letters, digits and _");
}

}  // namespace servesweep::sweep::parameter_test
