#include "sweep/ranking/best_set.h"

#include <doctest/doctest.h>

#include "sweep/ranking/served_share.h"
#include "tests/sweep/ranking/sample_index.h"

namespace servesweep::sweep::test::best_set_test {
namespace {

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("best set: of all points, shown or not, the baseline's too") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120, 130}, {1, 1, 1, 1})
      .point("tuned", {60, 71, 79, 90}, {1, 1, 1, 1})
      .point("tuned", {61, 70, 80, 90}, {1, 1, 1, 1})
      .point("other", {200, 211, 219, 230}, {1, 1, 1, 1});
  const BestSet best = best_set(sample.index(), SampleIndex::question(), 0);
  CHECK(best.points == Ids{1, 2});
  CHECK(best.contains(2));
  CHECK_FALSE(best.contains(0));
  CHECK(best.candidates == 4);
  CHECK(best.seeds == 4);

  RankingQuestion most = SampleIndex::question();
  most.metrics[0].goal = Goal::maximize;
  CHECK(best_set(sample.index(), most, 0).points == Ids{3});
}

TEST_CASE(
    "best set: who lacks seeds, or serves less where that flatters, is told and not screened") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("shed", {10, 11, 13}, {0.3, 0.31, 0.3})
      .point("raced", {1, 2}, {1, 1});
  RankingQuestion question = SampleIndex::question();
  question.metrics[1].column.name = kServedShare;
  const BestSet best = best_set(sample.index(), question, 0);
  CHECK(best.points == Ids{0});
  CHECK(best.serve_less == Ids{1});
  REQUIRE(best.absent.size() == 1);
  CHECK(best.absent[0].point == 2);

  question.metrics[0].column.name = "slo_met_fraction";  // counts them as missed
  CHECK(best_set(sample.index(), question, 0).points == Ids{1});
}

TEST_CASE("best set: with seeds by need, of all points on the seeds that all begin with") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120, 130, 140}, {1, 1, 1, 1, 1})
      .point("known", {51, 60, 69}, {1, 1, 1})
      .point("needy", {95, 115, 110, 100, 170}, {1, 1, 1, 1, 1});
  RankingQuestion question = SampleIndex::question();
  CHECK(best_set(sample.index(), question, 0).candidates == 2);
  question.panel_seeds = {1, 2, 3};
  const BestSet best = best_set(sample.index(), question, 0);
  CHECK(best.candidates == 3);
  CHECK(best.seeds == 3);
  CHECK(best.absent.empty());
  CHECK(best.points == Ids{1});
}

TEST_CASE("best set: a bound wins nothing") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1}).point("oracle", {10, 21, 29}, {1, 1, 1});
  RankingQuestion question = SampleIndex::question();
  CHECK(best_set(sample.index(), question, 0).points == Ids{1});
  question.bounds = {"oracle"};
  CHECK(best_set(sample.index(), question, 0).points == Ids{0});
}

}  // namespace servesweep::sweep::test::best_set_test
