#include "sweep/report/waterfall_chart.h"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

namespace servesweep::sweep::waterfall_chart_test {
namespace {

/// 100 ms, of which two parts take 30 and 5 away and one adds 10: 75 ms.
ExplainedCell sample_cell() {
  ExplainedCell cell;
  cell.difference_ms.baseline_mean = 100;
  cell.difference_ms.mean_difference = -25;
  for (std::size_t part = 0; part < kLatencyParts; ++part) {
    cell.parts.push_back({.part = static_cast<LatencyPart>(part), .interval_ms = {0, 0}});
  }
  const auto set = [&](LatencyPart part, double mean_ms) {
    cell.parts[index_of(part)].mean_ms = mean_ms;
    cell.parts[index_of(part)].interval_ms = {mean_ms - 1, mean_ms + 1};
  };
  set(LatencyPart::wait_step, -30);
  set(LatencyPart::prefill, 10);
  set(LatencyPart::decode, -5);
  return cell;
}

}  // namespace

TEST_CASE("a waterfall goes from one latency to the other, the longer parts first") {
  const Explanation explanation;
  const ExplainView view{.study = "s",
                         .workload = "w",
                         .strategy = {.name = "new", .point = ""},
                         .baseline = {.name = "old", .point = ""},
                         .explanation = explanation,
                         .verdict = {}};
  const io::ReportChart chart = waterfall_chart(view, sample_cell(), "id");
  CHECK(chart.kind == io::ChartKind::stacked_bar);
  REQUIRE(chart.categories.size() == 5);
  CHECK(chart.categories.front() == "old");
  CHECK(chart.categories[1] == kPartNames[index_of(LatencyPart::prefill)].meaning);
  CHECK(chart.categories.back() == "new");
  REQUIRE(chart.series.size() == 4);
  const auto heights = [](const io::ChartSeries& series) {
    std::vector<std::pair<double, double>> all;
    for (const io::ChartPoint& point : series.points) all.emplace_back(point.x, point.y);
    return all;
  };
  using Heights = std::vector<std::pair<double, double>>;
  CHECK(chart.series[0].is_foot);
  CHECK(heights(chart.series[0]) == Heights{{1, 100}, {2, 80}, {3, 75}});
  CHECK(heights(chart.series[1]) == Heights{{0, 100}, {4, 75}});
  CHECK(heights(chart.series[2]) == Heights{{1, 10}});
  CHECK(heights(chart.series[3]) == Heights{{2, 30}, {3, 5}});
  CHECK(chart.series[3].points[0].notes.back() == "from 110 to 80 ms");
}

}  // namespace servesweep::sweep::waterfall_chart_test
