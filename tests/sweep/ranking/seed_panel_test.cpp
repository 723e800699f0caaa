#include "sweep/ranking/seed_panel.h"

#include <doctest/doctest.h>

#include "sweep/ranking/served_share.h"
#include "tests/sweep/ranking/sample_index.h"

namespace servesweep::sweep::test::seed_panel_test {
namespace {

PanelQuestion question() {
  return {.baseline = "base", .metrics = SampleIndex::question().metrics};
}

std::vector<std::int64_t> ids(const SeedPanel& panel) {
  std::vector<std::int64_t> list;
  for (const PanelPoint& point : panel.points) list.push_back(point.row->id);
  return list;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("seed panel: points that have done all seeds of the baseline, and who has not") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("whole", {90, 100, 110}, {2, 2, 2})
      .point("part", {80, kNotDone, 100}, {1, 1, 1})
      .point("short", {70, 80}, {1, 1});
  const SeedPanel panel = seed_panel(sample.index(), question());
  CHECK(panel.seeds == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(ids(panel) == Ids{0, 1});
  CHECK(panel.points[1].values[0] == std::vector<double>{90, 100, 110});
  CHECK(panel.points[1].means == std::vector<double>{100, 2});
  CHECK(panel.baseline == panel.points[0].row);
  REQUIRE(panel.absent.size() == 2);
  CHECK(panel.absent[0].point == 2);
  CHECK(panel.absent[1].point == 3);
  CHECK(panel.absent[1].why == Absence::fewer_seeds);
}

TEST_CASE("seed panel: a point of which a run failed is absent, also where seeds are common") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("fails", {80, kFailed, 100}, {1, 1, 1})
      .point("whole", {90, 100, 110}, {2, 2, 2});
  for (const bool common : {false, true}) {
    PanelQuestion asked = question();
    asked.common_seeds = common;
    const SeedPanel panel = seed_panel(sample.index(), asked);
    CHECK(panel.seeds == std::vector<std::uint64_t>{1, 2, 3});
    CHECK(ids(panel) == Ids{0, 2});
    REQUIRE(panel.absent.size() == 1);
    CHECK(panel.absent[0].point == 1);
    CHECK(panel.absent[0].why == Absence::failed);
  }
}

TEST_CASE("seed panel: all points on the seeds that all have done") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("part", {80, kNotDone, 100}, {1, 1, 1})
      .point("none", {kNotDone, kNotDone, kNotDone}, {1, 1, 1});
  PanelQuestion common = question();
  common.common_seeds = true;
  const SeedPanel panel = seed_panel(sample.index(), common);
  CHECK(panel.seeds == std::vector<std::uint64_t>{1, 3});
  CHECK(ids(panel) == Ids{0, 1});
  CHECK(panel.points[0].values[0] == std::vector<double>{100, 120});
  REQUIRE(panel.absent.size() == 1);
  CHECK(panel.absent[0].point == 2);
}

TEST_CASE("seed panel: points that have done the seeds that are asked for, on these") {
  SampleIndex sample;  // by need: the baseline has as many as the neediest
  sample.point("base", {100, 110, 120, 130}, {1, 1, 1, 1})
      .point("known", {90, 100}, {1, 1})
      .point("needy", {80, 90, 200, 210}, {1, 1, 1, 1})
      .point("part", {80, kNotDone}, {1, 1});
  PanelQuestion by_need = question();
  CHECK(ids(seed_panel(sample.index(), by_need)) == Ids{0, 2});
  by_need.seeds = {2, 1};
  const SeedPanel panel = seed_panel(sample.index(), by_need);
  CHECK(panel.seeds == std::vector<std::uint64_t>{1, 2});
  CHECK(ids(panel) == Ids{0, 1, 2});
  CHECK(panel.points[2].means[0] == 85);
  CHECK(panel.baseline == panel.points[0].row);
  REQUIRE(panel.absent.size() == 1);
  CHECK(panel.absent[0].why == Absence::fewer_seeds);
}

TEST_CASE("seed panel: who breaks a constraint, is undefined or a bound stands aside") {
  SampleIndex sample;
  sample.point("base", {100, 110}, {1, 1})
      .point("fast", {10, 11}, {0.4, 0.5})
      .point("oracle", {1, 2}, {1, 1})
      .point("good", {90, 91}, {0.5, 0.5})
      .point("good", {90, 91}, {1, 1});
  PanelQuestion strict = question();
  strict.constraints = {{.metric = "rate", .at_least = true, .bound = 0.5, .of_baseline = true}};
  strict.bounds = {"oracle"};
  const SeedPanel panel = seed_panel(sample.index(), strict);
  CHECK(ids(panel) == Ids{0, 3, 4});
  REQUIRE(panel.absent.size() == 2);
  CHECK(panel.absent[0].why == Absence::breaks_constraints);
  CHECK(panel.absent[1].why == Absence::bound);

  SampleIndex undefined;
  undefined.point("base", {100, 110}, {1, 1}).point("odd", {90, 91}, {kNotDone, 1});
  PanelQuestion two = question();
  two.objectives = 2;
  CHECK(seed_panel(undefined.index(), two).absent.front().why == Absence::undefined);
  CHECK(seed_panel(undefined.index(), question()).absent.empty());  // asked for the first alone
}

TEST_CASE("seed panel: the baseline is its best point, and marks who serves less") {
  SampleIndex sample;
  sample.point("base", {100, 110}, {0.8, 0.8})
      .point("base", {90, 100}, {0.9, 0.9})
      .point("shed", {10, 11}, {0.9, 0.7});
  PanelQuestion served = question();
  served.metrics[1].column.name = kServedShare;
  const SeedPanel panel = seed_panel(sample.index(), served);
  CHECK(panel.baseline->id == 1);
  CHECK(panel.points[0].serves_less);
  CHECK_FALSE(panel.points[1].serves_less);
  CHECK(panel.points[2].serves_less);
}

}  // namespace servesweep::sweep::test::seed_panel_test
