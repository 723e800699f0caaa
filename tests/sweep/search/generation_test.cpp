#include "sweep/search/generation.h"

#include <doctest/doctest.h>

namespace servesweep::sweep {

TEST_CASE("a generation is given out in pieces and complete when all of it was told") {
  Generation generation;
  CHECK(generation.is_complete());
  generation.begin({{TrialId(4), {0.1}}, {TrialId(5), {0.2}}, {TrialId(6), {0.3}}});
  CHECK_FALSE(generation.is_complete());
  const std::vector<Trial> two = generation.give_out(2);
  REQUIRE(two.size() == 2);
  const std::vector<Trial> last = generation.give_out(2);
  REQUIRE(last.size() == 1);
  CHECK(last.front().id == TrialId(6));
  CHECK(generation.give_out(2).empty());
  generation.tell(last.front(), {{3}, {}, {}});
  generation.tell(two[0], {{1}, {}, {}});
  CHECK_FALSE(generation.is_complete());
  generation.tell(two[1], {{2}, {}, {}});
  CHECK(generation.is_complete());
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(generation.members()[i].observation.objectives.front() == static_cast<double>(i + 1));
  }
  generation.begin({});
  CHECK(generation.is_complete());
}

}  // namespace servesweep::sweep
