#include "sweep/study/condition_text.h"

#include <doctest/doctest.h>

#include "sweep/study/parameter_space.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::condition_text_test {
namespace {

const std::string kBefore = R"(order: {values: [fcfs, sjf, edf]}
share: {values: [true, false]}
level: {range: [1, 4], type: integer, default: 2}
gain: {values: [0.5, 1]}
real: {range: [0, 1], default: 0}
weights: {simplex: [u, v], steps: 2}
sharp: {values: [1, 2], when: {order: sjf}}
)";

ParameterSpace space_of(const std::string& spec) {
  return ParameterSpace::read(io::Document::parse(kBefore + spec, "s.yaml"));
}

std::string text(const std::string& when) {
  const ParameterSpace space = space_of("x: {values: [1, 2], when: " + when + "}\n");
  return condition_of(space.axes().back()).text();
}

std::string problem(const std::string& when) {
  const std::string problem = problem_of(
      [&] { (void)space_of("x: {values: [1, 2], when: " + when + "}\nlate: {values: [1, 2]}\n"); });
  const std::string where = "s.yaml:8: x.when";
  REQUIRE(problem.starts_with(where));
  return problem.substr(where.size());
}

}  // namespace

TEST_CASE("conditions on texts, booleans, listed and whole numbers, one value or several") {
  CHECK(text("{order: sjf}") == "order is sjf");
  CHECK(text("{order: [sjf, edf], share: false}") == "order is sjf or edf, and share is false");
  CHECK(text("{level: [2, 3]}") == "level is 2 or 3");
  CHECK(text("{gain: 0.5}") == "gain is 0.5");
}

TEST_CASE("a simplex may have a condition, too") {
  const ParameterSpace space = space_of("w: {simplex: [p, q], steps: 2, when: {sharp: 2}}\n");
  const Condition& condition = condition_of(space.axes().back());
  CHECK(condition.text() == "sharp is 2");
  CHECK(condition.names("order"));  // sharp exists with sjf only
}

TEST_CASE("conditions that cannot be are refused in one line") {
  CHECK(problem("{ordre: sjf}") == ".ordre: no parameter 'ordre'; did you mean 'order'?");
  CHECK(problem("{order: lifo}") == ".order: order is never lifo; use one of fcfs, sjf, edf");
  CHECK(problem("{order: [sjf, lifo]}") ==
        ".order[1]: order is never lifo; use one of fcfs, sjf, edf");
  CHECK(problem("{level: 5}") == ".level: level is never 5; use a whole number 1 to 4");
  CHECK(problem("{order: [sjf, sjf]}") == ".order[1]: value sjf is listed twice; remove one");
  CHECK(problem("{order: []}") == ".order: is empty; list at least one value");
  CHECK(problem("{}") == ": is empty; name a parameter and its values");
  CHECK(problem("{x: 1}") == ".x: depends on itself; name a parameter that is declared before it");
  CHECK(problem("{late: 1}") ==
        ".late: 'late' is declared later (a parameter depends on those before it); move late in "
        "front of it");
  CHECK(problem("{real: 0}") ==
        ".real: 'real' is a range of reals (which hardly ever meet a value); name a parameter with "
        "listed values or whole numbers");
  CHECK(problem("{u: 1}") ==
        ".u: 'u' is a share (shares hardly ever meet a value); name a parameter with listed "
        "values");
  CHECK(problem("{order: edf, sharp: 1}") ==
        ": never holds (sharp exists only when order is sjf); give order other values");
  CHECK(problem("sjf") == ": is a single value (a map is needed); write 'name: value' lines");
  CHECK(problem_of([] {
          (void)ParameterSpace::read(
              io::Document::parse("x: {values: [1], when: {order: sjf}}", "s.yaml"));
        }) == "s.yaml:1: x.when.order: no parameter 'order'; declare it in front of this one");
}

}  // namespace servesweep::sweep::condition_text_test
