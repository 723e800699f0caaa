#include "sweep/ranking/seed_precision.h"

#include <doctest/doctest.h>

#include "tests/sweep/ranking/needy_study.h"

namespace servesweep::sweep::test::seed_precision_test {

TEST_CASE("a point is as precise as its neediest objective") {
  NeedyStudy needy("{first: 1, min: 10, max: 12, half_width: 2%}");
  // ± s over a constant 100 at ten seeds: half width 0.754 s % (2.262157/3), see fixed_width_test.
  needy.set(1, "ttft_p99_ms", 90, 2);
  needy.set(2, "ttft_p99_ms", 90, 3);
  needy.set(3, "output_tokens_per_s", 90, 20);
  const std::vector<PointPrecision> judged = SeedPrecision(needy.study, needy.index).judged();
  REQUIRE(judged.size() == 4);
  CHECK(judged[0].point == 1);
  CHECK(judged[0].pairs == 10);
  CHECK(judged[0].overall() == Precision::reached);
  CHECK(judged[0].objectives[0].half_width == doctest::Approx(0.02 * 2.262157 / 3));
  CHECK(judged[0].objectives[1].half_width == 0);
  CHECK(judged[1].overall() == Precision::wanting);
  CHECK(judged[1].wanted() == 12);  // 15, but for max
  CHECK(judged[2].overall() == Precision::wanting);
  CHECK(judged[3].overall() == Precision::reached);
  CHECK(standing_text(judged, needy.study.seeds_by_need()->width) ==
        "2 of 4 comparisons known to +-2 %, 2 want more seeds");
}

TEST_CASE("at max it says so, and a change from nothing has no ratio") {
  NeedyStudy needy("{first: 1, min: 10, max: 10, half_width: 2%}");
  needy.set(1, "ttft_p99_ms", 90, 30);
  needy.set(0, "output_tokens_per_s", 0, 0);
  const std::vector<PointPrecision> judged = SeedPrecision(needy.study, needy.index).judged();
  CHECK(judged[0].overall() == Precision::exhausted);  // of its other objective
  CHECK(judged[1].overall() == Precision::undefined);
  CHECK(judged[0].wanted() == 10);
  CHECK(
      standing_text(judged, needy.study.seeds_by_need()->width) ==
      "0 of 4 comparisons known to +-2 %, 1 stopped at max 10, 3 without a ratio to the baseline");
}

TEST_CASE("pairs are the seeds that both sides have done") {
  NeedyStudy needy("{first: 1, min: 5, max: 20}");
  (void)apply_seed_decision(needy.study, {{{PointId(0), 0, 5, 7}, {PointId(3), 0, 5, 4}}},
                            needy.plan);
  needy.fill();
  needy.index.plan.back().status = io::RunStatus::missing;  // the last of point 3
  const SeedPrecision precision(needy.study, needy.index);
  CHECK(precision.of(2, 0).pairs == 5);
  CHECK(precision.of(3, 0).pairs == 8);
}

TEST_CASE("of a search that learns, the points that a ranking shows are judged") {
  NeedyStudy needy("{first: 1, min: 5, max: 20}", "method: bayes, points: 4");
  for (std::size_t i = 0; i < 3; ++i) {
    const PointId point =
        needy.plan.add_point(needy.study, 1, needy.study.strategies()[1].space().grid_point(i));
    (void)needy.plan.add_runs(needy.study, point, 0, 5);
  }
  needy.fill();
  needy.set(1, "ttft_p99_ms", 95, 0);
  needy.set(2, "ttft_p99_ms", 80, 30);
  needy.set(3, "ttft_p99_ms", 90, 0);
  CHECK(SeedPrecision(needy.study, needy.index).judged().at(0).point == 2);
  // With more seeds its luck leaves it: the next best is shown, though it has fewer.
  (void)apply_seed_decision(needy.study, {{{PointId(0), 0, 5, 5}, {PointId(2), 0, 5, 5}}},
                            needy.plan);
  needy.fill();
  needy.set(2, "ttft_p99_ms", 92, 30);
  const std::vector<PointPrecision> judged = SeedPrecision(needy.study, needy.index).judged();
  REQUIRE(judged.size() == 1);
  CHECK(judged[0].point == 3);
  CHECK(judged[0].pairs == 5);
}

TEST_CASE("the metrics it needs are those of the objectives, and of choosing what is shown") {
  const NeedyStudy listed("auto"), learned("auto", "method: bayes, points: 4");
  CHECK(precision_metrics(listed.study).size() == 2);
  CHECK(precision_metrics(learned.study).size() == 3);  // and the share that was served
}

}  // namespace servesweep::sweep::test::seed_precision_test
