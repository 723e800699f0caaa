// write_sample_page FILE: a report with a chart of every kind, more series than colours, long
// tables, and texts that would break out of a page that does not escape them. page_test.py looks at
// it in a browser.
#include <fmt/format.h>

#include <cmath>

#include "io/report/report_page.h"
#include "io/table/atomic_file.h"

namespace {

using namespace servesweep::io;

/// Each would set window.broken, or ask the network, if it got out of where it stands.
const std::string kHostile =
    "</script><script>window.broken=1</script><img src=\"http://198.51.100.1/x\" "
    "onerror='broken=1'>"
    "\"' onfocus=broken=1 autofocus x=\"{{constructor}} <!-- & &amp; \u2028\u202e \xff";

std::vector<ChartPoint> wave(double scale, int points, double width) {
  std::vector<ChartPoint> list;
  for (int i = 0; i < points; ++i) {
    const double x = 60.0 * i / points;
    ChartPoint point{.x = x, .y = scale * (2 + std::sin(x / 5 + scale))};
    if (width > 0) {
      point.low = point.y - width;
      point.high = point.y + width;
    }
    list.push_back(std::move(point));
  }
  return list;
}

ReportChart lines() {
  ReportChart chart{.id = "lines",
                    .title = "Queue of every instance",
                    .summary = "Nine instances, more than there are colours.",
                    .kind = ChartKind::line,
                    .x_label = "time (s)",
                    .y_label = "requests waiting"};
  for (int i = 0; i < 9; ++i) {
    chart.series.push_back(
        {.name = fmt::format("instance {}", i), .points = wave(1 + i, 200, i == 0 ? 0.8 : 0)});
  }
  chart.series.front().marked = true;
  return chart;
}

ReportChart steps() {
  ReportChart chart{.id = "steps",
                    .title = "Time to first token",
                    .summary = "Share of requests served within a time.",
                    .kind = ChartKind::step,
                    .x_label = "TTFT (ms)",
                    .y_label = "share of requests",
                    .logarithmic_x = true};
  for (const double scale : {1.0, 1.6}) {
    ChartSeries series{.name = scale > 1 ? "baseline" : "strategy", .points = {}};
    series.points.push_back({.x = 0, .y = 0});
    for (int i = 1; i <= 100; ++i) {
      series.points.push_back({.x = scale * std::exp(0.05 * i), .y = i / 100.0});
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

ReportChart scatter() {
  ReportChart chart{.id = "scatter",
                    .title = "Trade-off " + kHostile,
                    .summary = kHostile,
                    .kind = ChartKind::scatter,
                    .x_label = "ttft_p99_ms (ms), less is better",
                    .y_label = "output_tokens_per_s, more is better " + kHostile.substr(0, 20),
                    .comparable = true};
  for (const std::string& name : {std::string("plain"), std::string("tuned"), kHostile}) {
    ChartSeries series{.name = name, .points = {}};
    const auto shift = static_cast<double>(chart.series.size());
    for (int i = 0; i < 12; ++i) {
      series.points.push_back(
          {.x = 300 + 20 * shift + 15 * std::cos(i),
           .y = 18000 + 90 * i - 100 * shift,
           .notes = {fmt::format("point: {} {}", i, name),
                     fmt::format("budget={}", 512 * (1 + i / 4)), "order=fcfs", kHostile},
           .marked = i > 9});
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

ReportChart bars(ChartKind kind, const std::string& id, const std::vector<std::string>& names) {
  ReportChart chart{.id = id,
                    .title = "Parts of latency, " + id,
                    .summary = "Where the time goes.",
                    .kind = kind,
                    .x_label = "part",
                    .y_label = "mean time (ms)",
                    .categories = names};
  for (int s = 0; s < 2; ++s) {
    ChartSeries series{.name = s == 0 ? "baseline" : "strategy", .points = {}};
    for (std::size_t i = 0; i < names.size(); ++i) {
      const double y = 10.0 + 7 * static_cast<double>(i) - 12 * s;
      ChartPoint point{.x = static_cast<double>(i), .y = y};
      if (kind != ChartKind::stacked_bar) {
        point.low = y - 3;
        point.high = y + 4;
      }
      point.marked = kind == ChartKind::interval && i == 1;
      series.points.push_back(std::move(point));
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

ReportSection charts() {
  const std::vector<std::string> brief = {"queue", "prefill", "decode", "other"};
  const std::vector<std::string> names = {"waiting for KV blocks", "waiting for a place",
                                          "prompt in shared steps", kHostile};
  ReportSection section{.id = "charts", .title = "Charts", .paragraphs = {"Every kind of chart."}};
  section.charts = {lines(),
                    steps(),
                    scatter(),
                    bars(ChartKind::bar, "bars", brief),
                    bars(ChartKind::bar, "lying-bars", names),
                    bars(ChartKind::stacked_bar, "stacked-bars", brief),
                    bars(ChartKind::interval, "intervals", names)};
  ReportChart waterfall = bars(ChartKind::stacked_bar, "waterfall", names);
  waterfall.series.front().is_foot = true;
  section.charts.push_back(std::move(waterfall));
  return section;
}

ReportSection choices() {
  ReportSection section{.id = "choices", .title = "Choices", .choice = "objective " + kHostile};
  for (const std::string& choice : {std::string("TTFT"), kHostile}) {
    section.charts.push_back(
        bars(ChartKind::bar, fmt::format("choice-{}", section.charts.size()), {"a", "b", "c"}));
    section.charts.back().choice = choice;
    Table table({{.header = "of"}});
    table.add_row({choice});
    section.tables.push_back({.caption = "Of " + choice, .table = table, .choice = choice});
  }
  return section;
}

ReportSection texts() {
  Table table(
      {{.header = "strategy"},
       {.header = "TTFT p99", .unit = "ms", .alignment = Alignment::right, .significant_digits = 4},
       {.header = "verdict"}});
  table.add_row({kHostile, 261.91234, "better"});
  table.add_row({"plain", 323.9, "worse"});
  Table rows({{.header = "row"}});
  for (std::int64_t i = 0; i < 100; ++i) rows.add_row({i});
  return {.id = "texts",
          .title = "Texts " + kHostile,
          .paragraphs = {kHostile, "Two\nlines."},
          .tables = {{.caption = kHostile, .table = table}, {.caption = "Long", .table = rows}},
          .remarks = {kHostile},
          .commands = {"servesweep rank '" + kHostile + "'"}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  write_file(argv[1], report_page({.title = "Sample " + kHostile,
                                   .subtitle = "Does every text stay a text? " + kHostile,
                                   .sections = {charts(),
                                                choices(),
                                                texts(),
                                                {.id = "none",
                                                 .title = "Ablation",
                                                 .paragraphs = {"Too few seeds."},
                                                 .is_left_out = true}},
                                   .foot = kHostile}));
  return 0;
}
