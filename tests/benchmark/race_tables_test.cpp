#include "tests/benchmark/race_tables.h"

#include <doctest/doctest.h>

#include <cmath>

namespace race_tables_test {

using namespace servesweep;
using namespace servesweep::benchmark;

namespace {

/// A search that finds 0.25 after a second and 0.5 after three.
RaceTrace slow() {
  return {
      .reference = {1, 1},
      .points = {{.seconds = 1, .objectives = {0.5, 0.5}}, {.seconds = 3, .objectives = {0, 0.5}}},
      .attempts = 2,
      .runs = 10,
      .seconds = 3,
      .thinking_s = 0.5};
}

/// One that has 0.5 at once.
RaceTrace quick() {
  return {.reference = {1, 1},
          .points = {{.seconds = 0.1, .objectives = {0, 0.5}}},
          .attempts = 1,
          .runs = 5,
          .seconds = 0.1};
}

}  // namespace

TEST_CASE("shares by time are means over searches, times to a share medians") {
  const std::vector<RaceEntry> entries = {{.name = "both", .traces = {slow(), quick()}},
                                          {.name = "quick", .traces = {quick(), quick()}}};
  CHECK(best_hypervolume(entries) == 0.5);
  Report report;
  report_race_times(entries, 2, 0.5, report);
  const auto& both = report.figures["contestants"]["both"];
  CHECK(both["share_at_s"]["0.5"][0] == 0.5);  // one has nothing, one all
  CHECK(both["share_at_s"]["2"][0] == 0.75);
  CHECK_FALSE(both["share_at_s"].contains("5"));
  CHECK(both["median_s_to"]["99"].get<double>() == doctest::Approx((3 + 0.1) / 2));
  CHECK(report.figures["contestants"]["quick"]["share_at_s"]["1"][0] == 1);
}

TEST_CASE("what most searches never find is never found") {
  Report report;
  report_race_times({{.name = "slow", .traces = {slow(), slow(), quick()}}}, 1, 0.6, report);
  CHECK(std::isinf(report.figures["contestants"]["slow"]["median_s_to"]["90"].get<double>()));
  CHECK(report.tables.front().second.render(io::TableFormat::csv).find("never") !=
        std::string::npos);
}

TEST_CASE("the effort is per run and per attempt; the share by points needs them in all searches") {
  Report report;
  std::vector<RaceTrace> long_traces(2, slow());
  long_traces[0].points.resize(25, {.seconds = 3, .objectives = {0.9, 0.9}});
  long_traces[1].points.resize(20, {.seconds = 3, .objectives = {0.9, 0.9}});
  report_race_points({{.name = "slow", .traces = long_traces}}, 1, report);
  const auto& slow_figures = report.figures["contestants"]["slow"];
  CHECK(slow_figures["run_ms"].get<double>() == doctest::Approx(250));  // 2.5 s in 10 runs
  CHECK(slow_figures["thinking_ms_per_point"].get<double>() == doctest::Approx(250));
  CHECK(slow_figures["points"] == 22.5);
  CHECK(slow_figures["share_of_points"]["20"] == 0.5);
  CHECK_FALSE(slow_figures["share_of_points"].contains("60"));
}

}  // namespace race_tables_test
