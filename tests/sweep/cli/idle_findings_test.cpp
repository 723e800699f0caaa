#include "sweep/cli/idle_findings.h"

#include <doctest/doctest.h>

namespace idle_findings_test {

using namespace servesweep::sweep;

TEST_CASE("rank words: few ranks by name, many by number") {
  LiveStanding live;
  live.ranks.resize(100);
  for (std::size_t i = 0; i < live.ranks.size(); ++i) {
    live.ranks[i].host = "n" + std::to_string(i / 2);
  }
  CHECK(rank_words(live, {3}) == "rank 3 on n1");
  CHECK(rank_words(live, {2, 3, 5}) == "ranks 2, 3, 5 on n1, n2");
  CHECK(rank_words(live, {2, 3, 5, 9}) == "4 of 100 ranks on n1, n2, n4, such as 2");
  CHECK(rank_words(live, {1, 3, 5, 7}) == "4 of 100 ranks, such as 1");
}

}  // namespace idle_findings_test
