#include <doctest/doctest.h>

#include "engine/policy/routing/scorer.h"
#include "tests/engine/policy/policy_views.h"

using namespace servesweep::engine;

TEST_CASE("RendezvousScorer: a further instance takes its share, the rest stays") {
  ViewedCluster cluster{.load = {9, 0, 0}, .used_kv_blocks = {}};
  int moved = 0;
  for (std::int32_t chain = 0; chain < 3000; ++chain) {
    const std::vector<Segment> prompt{{ChainId(chain), 512}};
    cluster.request.content = prompt;
    std::vector<double> two(2), three(3);
    make_policy(scorers(), "rendezvous")->score(cluster.at(0), two);
    make_policy(scorers(), "rendezvous")->score(cluster.at(0), three);
    REQUIRE((two[0] == three[0] && two[1] == three[1]));
    if (three[2] > two[0] && three[2] > two[1]) ++moved;
  }
  CHECK(moved == doctest::Approx(1000).epsilon(0.08));  // 3 standard deviations are 77
}
