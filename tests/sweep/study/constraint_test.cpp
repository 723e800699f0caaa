#include "sweep/study/constraint.h"

#include <doctest/doctest.h>

#include "sweep/study/parameter_space.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::constraint_test {
namespace {

Constraint parse(const std::string& text, const std::string& more = "") {
  const ParameterSpace space =
      ParameterSpace::read(io::Document::parse("low: {range: [0, 9], default: 1}\n"
                                               "order: {values: [fcfs, sjf]}\n"
                                               "high: {range: [0, 9], default: 2}\n" +
                                                   more,
                                               "p.yaml"));
  const io::Document list = io::Document::parse("c: [\"" + text + "\"]", "s.yaml").at("c");
  return Constraint::read(list.items()[0], space.axes());
}

Point point(double low, double high) {
  return Point({{"low", low}, {"order", std::string("fcfs")}, {"high", high}});
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("the four comparisons, at and beside equality") {
  const auto truths = [](const std::string& text) {
    std::string signs;
    for (const double low : {1.0, 2.0, 3.0}) {
      const bool holds = parse(text).holds(point(low, 2));
      CHECK(parse(text).holds(std::vector<std::optional<double>>{low, 2}) == holds);
      signs += holds ? '1' : '0';
    }
    return signs;
  };
  CHECK(truths("low < high") == "100");
  CHECK(truths("low <= high") == "110");
  CHECK(truths("low > high") == "001");
  CHECK(truths("low >= high") == "011");
  CHECK(truths("low <= 2") == "110");
  CHECK(truths("2.5 < low") == "001");
}

TEST_CASE("a constraint tells what it compares") {
  CHECK(parse("low<high").text() == "low < high");
  CHECK(parse("  low   >=  1.5 ").text() == "low >= 1.5");
  CHECK(parse("low < high").settings(point(3, 2)) == "low = 3, high = 2");
  CHECK(parse("5 < high").settings(point(3, 2)) == "high = 2");
}

TEST_CASE("wrong constraints are refused in one line") {
  CHECK(problem("low = high") ==
        "s.yaml:1: c[0]: 'low = high' is no comparison; write a < b, with <, <=, > or >=, of "
        "parameters and numbers");
  CHECK(problem("low < hihg") ==
        "s.yaml:1: c[0]: 'hihg' is neither a parameter nor a number; did you mean 'high'?");
  CHECK(problem("low < high < 3").find("'high < 3' is neither a parameter nor a number") !=
        std::string::npos);
  CHECK(problem("low <").find("'' is neither a parameter nor a number") != std::string::npos);
  CHECK(problem("order < high") ==
        "s.yaml:1: c[0]: 'order' is not a number (only numbers can be compared); compare another "
        "parameter");
  CHECK(problem("1 < 2") ==
        "s.yaml:1: c[0]: '1 < 2' compares no parameter; name a parameter on one side or remove it");
}

TEST_CASE("a constraint holds where one of its parameters does not exist") {
  const std::string aging = "aging: {range: [0, 9], default: 5, when: {order: sjf}}\n";
  const Constraint one = parse("aging < high", aging);
  const auto at = [](const char* order) {
    return Point({{"low", 1.0}, {"order", std::string(order)}, {"high", 2.0}, {"aging", 5.0}});
  };
  CHECK_FALSE(one.holds(at("sjf")));
  CHECK(one.holds(at("fcfs")));
  CHECK_FALSE(one.holds(std::vector<std::optional<double>>{1, 2, 5}));
  CHECK(one.holds(std::vector<std::optional<double>>{1, 2, std::nullopt}));
  CHECK(problem_of([&] {
          (void)parse("aging < margin",
                      aging + "margin: {range: [0, 9], default: 1, when: {order: fcfs}}\n");
        }) ==
        "s.yaml:1: c[0]: aging and margin never exist together (their conditions exclude each "
        "other); remove it");
}

}  // namespace servesweep::sweep::constraint_test
