#include "io/report/chart_data.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace servesweep::io::chart_data_test {

using nlohmann::json;

TEST_CASE("a chart's data has its points in columns, and only those columns that have something") {
  const ReportChart chart{
      .id = "c",
      .title = "t",
      .summary = "s",
      .kind = ChartKind::scatter,
      .x_label = "x (ms)",
      .series = {{.name = "a", .points = {{.x = 1, .y = 1.0 / 3}}, .marked = true},
                 {.name = "b",
                  .points = {{.x = 2,
                              .y = std::nan(""),
                              .low = 1,
                              .high = INFINITY,
                              .notes = {"n=1"},
                              .marked = true},
                             {.x = 3, .y = 4}}}},
      .logarithmic_x = true,
      .comparable = true};
  const json data = chart_data(chart);
  CHECK(data["kind"] == "scatter");
  CHECK(data["logarithmic_x"] == true);
  CHECK(data["comparable"] == true);
  CHECK(
      data["series"][0] ==
      json({{"name", "a"}, {"marked", true}, {"is_foot", false}, {"x", {1.0}}, {"y", {0.333333}}}));
  const json& second = data["series"][1];
  CHECK(second["y"] == json({nullptr, 4.0}));
  CHECK(second["low"] == json({1.0, nullptr}));
  CHECK(second["high"] == json({nullptr, nullptr}));
  CHECK(second["marks"] == json({true, false}));
  CHECK(second["notes"] == json({json({"n=1"}), json::array()}));
}

TEST_CASE("every kind of chart has a name of its own") {
  std::vector<std::string> names;
  for (const ChartKind kind : {ChartKind::line, ChartKind::step, ChartKind::scatter, ChartKind::bar,
                               ChartKind::stacked_bar, ChartKind::interval}) {
    names.push_back(chart_data({.id = "", .title = "", .summary = "", .kind = kind})["kind"]);
  }
  CHECK(names ==
        std::vector<std::string>{"line", "step", "scatter", "bar", "stacked_bar", "interval"});
}

}  // namespace servesweep::io::chart_data_test
