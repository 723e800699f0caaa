#include "sweep/statistics/verdict.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <string>

namespace verdict_test {

using namespace servesweep::sweep;

TEST_CASE("an interval on one side of 0 decides, by the direction of the goal") {
  CHECK(verdict_of({-2, -1}, Goal::minimize) == Verdict::better);
  CHECK(verdict_of({-2, -1}, Goal::maximize) == Verdict::worse);
  CHECK(verdict_of({1, 2}, Goal::minimize) == Verdict::worse);
  CHECK(verdict_of({1, 2}, Goal::maximize) == Verdict::better);
}

TEST_CASE("anything else does not") {
  const double nan = std::nan("");
  for (const Goal goal : {Goal::minimize, Goal::maximize}) {
    CHECK(verdict_of({-1, 1}, goal) == Verdict::undecided);
    CHECK(verdict_of({0, 1}, goal) == Verdict::undecided);
    CHECK(verdict_of({-1, 0}, goal) == Verdict::undecided);
    CHECK(verdict_of({0, 0}, goal) == Verdict::undecided);
    CHECK(verdict_of({}, goal) == Verdict::undecided);
    CHECK(verdict_of({nan, nan}, goal) == Verdict::undecided);
    CHECK(verdict_of({nan, -1}, goal) == Verdict::undecided);
    CHECK(verdict_of({1, nan}, goal) == Verdict::undecided);
  }
}

TEST_CASE("verdicts have words") {
  CHECK(name_of(Verdict::better) == std::string("better"));
  CHECK(name_of(Verdict::worse) == std::string("worse"));
  CHECK(name_of(Verdict::undecided) == std::string("undecided"));
  CHECK(name_of(Verdict::equal) == std::string("equal"));
}

}  // namespace verdict_test
