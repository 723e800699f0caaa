#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace servesweep::io {

/// How a chart's points are drawn: joined in order, joined by steps, apart, as bars from zero, as
/// bars that stand on each other, or as dots with their intervals beside a name each.
enum class ChartKind : std::uint8_t { line, step, scatter, bar, stacked_bar, interval };

struct ChartPoint {
  double x = 0;  ///< of bar, stacked_bar and interval: the position of its category
  double y = 0;
  std::optional<double> low = {};  ///< both or none: the interval round y
  std::optional<double> high = {};
  std::vector<std::string> notes =
      {};               ///< lines shown when pointed at, beside x and y: parameters, seeds
  bool marked = false;  ///< stands out among the points of its series
};

struct ChartSeries {
  std::string name;
  std::vector<ChartPoint> points;
  bool marked = false;   ///< stands out: what the text speaks of; of scatter, if long, as steps
  bool is_foot = false;  ///< of stacked_bar: not drawn, the others stand on it (a waterfall)
};

/// One chart as a statement, not as a drawing: the page draws it with its charting library, and
/// shows the same numbers as a table to those who cannot see it.
struct ReportChart {
  std::string id;       ///< unique in the page: letters, digits, '-'
  std::string title;    ///< what it says: "TTFT P99 of each strategy"
  std::string summary;  ///< one sentence for those who cannot see it
  ChartKind kind = ChartKind::line;
  std::string x_label = {};  ///< with its unit: "time (s)"
  std::string y_label = {};
  std::vector<std::string> categories =
      {};  ///< of bar, stacked_bar and interval: names by position
  std::vector<ChartSeries> series = {};
  bool logarithmic_x = false;
  bool logarithmic_y = false;
  bool comparable = false;  ///< of scatter: two points may be chosen and their notes compared
  std::string choice = {};  ///< shown if the reader chooses this: see ReportSection::choice
};

}  // namespace servesweep::io
