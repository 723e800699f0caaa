#include <doctest/doctest.h>

#include "engine/policy/routing/scorer.h"
#include "tests/engine/policy/policy_views.h"

namespace rendezvous_scorer_test {

using namespace servesweep::engine;

TEST_CASE("RendezvousScorer: a further instance takes its share, the rest stays") {
  ViewedCluster cluster{.load = {9}, .used_kv_blocks = {}};
  const auto scores = [&](std::int32_t id, std::int32_t chain, std::size_t instances) {
    const std::vector<Segment> prompt{{ChainId(chain), 64}};
    cluster.request.id = RequestId(id), cluster.request.content = prompt;
    cluster.load.resize(instances);
    std::vector<double> result(instances);
    make_policy(scorers(), "rendezvous", {{"tokens", 65.0}})
        ->score(cluster.at(0), ScoreSum(result, 1));
    return result;
  };
  CHECK(scores(1, 5, 2) != scores(2, 5, 2));  // the 65th token of 100 is private
  cluster.request.input_tokens = 64;
  int moved = 0;
  for (std::int32_t chain = 0; chain < 3000; ++chain) {
    const std::vector<double> two = scores(1, chain, 2), three = scores(2, chain, 3);
    REQUIRE((two[0] == three[0] && two[1] == three[1]));
    if (three[2] > two[0] && three[2] > two[1]) ++moved;
  }
  CHECK(moved == doctest::Approx(1000).epsilon(0.08));  // 3 standard deviations are 77
}

}  // namespace rendezvous_scorer_test
