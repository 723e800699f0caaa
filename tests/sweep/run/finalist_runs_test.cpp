#include "sweep/run/finalist_runs.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::finalist_runs_test {
namespace {

struct Desk {
  Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  Plan plan = Plan::of(study);

  /// An index in which every run of a point has this P99 TTFT, the first objective.
  [[nodiscard]] io::StudyIndex index(const std::vector<double>& ttft_by_point) const {
    io::StudyIndex index;
    index.baseline = "plain";
    for (const Metric& metric : study.metrics()) index.metrics.push_back(metric.column);
    index.values.assign(index.metrics.size(), std::vector<double>(plan.runs().size(), 1));
    for (std::size_t i = 0; i < plan.points().size(); ++i) {
      index.points.push_back({static_cast<std::int64_t>(i), i == 0 ? "plain" : "tuned", "{}"});
    }
    for (std::size_t i = 0; i < plan.runs().size(); ++i) {
      io::PlanRow row;
      row.point = plan.runs()[i].point.value();
      row.seed = plan.runs()[i].seed;
      row.status = io::RunStatus::done;
      index.plan.push_back(row);
      for (std::size_t m = 0; m < index.metrics.size(); ++m) {
        if (index.metrics[m].name != "ttft_p99_ms") continue;
        index.values[m][i] = ttft_by_point[plan.runs()[i].point.index()];
      }
    }
    return index;
  }
};

std::vector<std::int32_t> numbers(const std::vector<RunId>& runs) {
  std::vector<std::int32_t> values;
  for (const RunId run : runs) values.push_back(run.value());
  return values;
}

}  // namespace

TEST_CASE("all seeds of the baseline and of each strategy's best point") {
  const Desk desk;  // points 0 (baseline) to 4, two seeds each: run = 2 · point + seed
  const auto finalists = [&](const std::vector<double>& ttft) {
    return numbers(finalist_runs(desk.study, desk.plan, desk.index(ttft)));
  };
  using Runs = std::vector<std::int32_t>;
  CHECK(finalists({50, 40, 30, 20, 60}) == Runs{0, 1, 6, 7});
  // Point 1 is the same scenario as the baseline: one simulation for both.
  CHECK(finalists({50, 10, 30, 20, 60}) == Runs{0, 1});
}

TEST_CASE("a run that is not done is no finalist") {
  const Desk desk;
  io::StudyIndex index = desk.index({50, 40, 30, 20, 60});
  index.plan[7].status = io::RunStatus::missing;
  index.plan[1].status = io::RunStatus::failed;
  const auto runs = numbers(finalist_runs(desk.study, desk.plan, index));
  CHECK(runs.front() == 0);
  for (const std::int32_t run : runs) CHECK(run != 1);
  for (const std::int32_t run : runs) CHECK(run != 7);
}

}  // namespace servesweep::sweep::finalist_runs_test
