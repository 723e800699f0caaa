#include "sweep/study/real_fields.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::real_fields_test {
namespace {

struct Pair {
  double first = 1, second = 2;
};

const std::vector<RealField<Pair>> kFields{{"first", &Pair::first, 0, 10},
                                           {"second", &Pair::second, 0, 10}};

}  // namespace

TEST_CASE("numbers that are not given stay, all are written, others are refused") {
  Pair pair;
  read_reals(io::Document::parse("{second: 5, text: x}", "p.yaml"), kFields, pair, {"text"});
  CHECK(pair.first == 1);
  CHECK(pair.second == 5);
  io::Value value = io::Value::map();
  write_reals(pair, kFields, value);
  CHECK(value.json() == R"({"first":1,"second":5})");
  CHECK(problem_of([&] { read_reals(io::Document::parse("third: 5", "p.yaml"), kFields, pair); }) ==
        "p.yaml:1: third: unknown field; use one of first, second");
  CHECK(problem_of([&] {
          read_reals(io::Document::parse("first: 11", "p.yaml"), kFields, pair);
        }) == "p.yaml:1: first: 11 is out of range; write a number from 0 to 10");
}

}  // namespace servesweep::sweep::real_fields_test
