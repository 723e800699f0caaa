#include <doctest/doctest.h>

#include "engine/policy/routing/scorer.h"
#include "tests/engine/policy/policy_views.h"

namespace free_slots_scorer_test {

using namespace servesweep::engine;

TEST_CASE("FreeSlotsScorer: the share of the batch that is free, 0 behind a queue") {
  ViewedCluster cluster{.load = {0, 0, 0}, .used_kv_blocks = {}};
  cluster.reports = {{}, {.running = 64}, {.waiting = 64, .running = 256}};
  std::vector<double> scores(3);
  make_policy(scorers(), "free-slots")->score(cluster.at(0), ScoreSum(scores, 1));
  CHECK(scores == std::vector<double>{1, 0.75, 0});  // of 256 places
}

}  // namespace free_slots_scorer_test
