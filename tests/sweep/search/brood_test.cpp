#include "sweep/search/brood.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::brood_test {

TEST_CASE("points wait, are under way, and are told in any order") {
  Brood brood;
  CHECK_FALSE(brood.has_waiting());
  for (const int id : {4, 5, 6}) brood.add({TrialId(id), {0.1 * id}});
  const Trial first = brood.give_out(), second = brood.give_out();
  CHECK(first.id == TrialId(4));
  CHECK(second.x == UnitPoint{0.5});
  CHECK(brood.has_waiting());
  CHECK(brood.is_under_way());
  brood.tell(second, {{2}, {}, {}});
  brood.tell(first, {{1}, {}, {}});
  CHECK_FALSE(brood.is_under_way());
  const std::vector<Brood::Member> told = brood.take_told();
  REQUIRE(told.size() == 2);
  CHECK(told[0].trial.id == TrialId(4));
  CHECK(told[0].observation.objectives.front() == 1);
  CHECK(told[1].observation.objectives.front() == 2);
  CHECK(brood.take_told().empty());
  const Trial last = brood.give_out();
  CHECK_FALSE(brood.has_waiting());
  brood.tell(last, {{3}, {}, {}});
  CHECK(brood.take_told().size() == 1);
}

}  // namespace servesweep::sweep::brood_test
