#include "io/report/chart_numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace servesweep::io {
namespace {

constexpr int kNumberDigits = 6;

TableColumn figures(const std::string& header, const std::string& otherwise) {
  return {.header = header.empty() ? otherwise : header,
          .alignment = Alignment::right,
          .significant_digits = kNumberDigits};
}

/// The name of its category, or its number where it has none.
TableCell place(const ReportChart& chart, double x) {
  TableCell cell = x;
  const auto position = static_cast<std::size_t>(std::max(0.0, x));
  if (position < chart.categories.size()) cell = chart.categories[position];
  return cell;
}

TableColumn place_column(const ReportChart& chart) {
  TableColumn column = figures(chart.x_label, chart.categories.empty() ? "x" : "name");
  if (!chart.categories.empty()) column.alignment = Alignment::left;
  return column;
}

bool is_just_a_number(const ChartPoint& point) {
  return !point.low && !point.high && point.notes.empty();
}

bool is_aligned(const ReportChart& chart) {
  return !chart.series.empty() && std::ranges::all_of(chart.series, [&](const auto& series) {
    return std::ranges::all_of(series.points, is_just_a_number) &&
           std::ranges::equal(series.points, chart.series.front().points, {}, &ChartPoint::x,
                              &ChartPoint::x);
  });
}

Table aligned_numbers(const ReportChart& chart) {
  std::vector<TableColumn> columns = {place_column(chart)};
  for (const ChartSeries& series : chart.series) {
    const bool alone = chart.series.size() == 1 && !chart.y_label.empty();
    columns.push_back(figures(alone ? chart.y_label : series.name, "y"));
  }
  Table table(columns);
  for (std::size_t i = 0; i < chart.series.front().points.size(); ++i) {
    std::vector<TableCell> cells = {place(chart, chart.series.front().points[i].x)};
    for (const ChartSeries& series : chart.series) cells.emplace_back(series.points[i].y);
    table.add_row(std::move(cells));
  }
  return table;
}

TableCell number_or_nothing(const std::optional<double>& value) {
  TableCell cell;
  if (value) cell = *value;
  return cell;
}

Table numbers_by_point(const ReportChart& chart) {
  Table table({{.header = "series"},
               place_column(chart),
               figures(chart.y_label, "y"),
               figures("from", ""),
               figures("to", ""),
               {.header = "notes"}});
  for (const ChartSeries& series : chart.series) {
    for (const ChartPoint& point : series.points) {
      table.add_row({series.name, place(chart, point.x), point.y, number_or_nothing(point.low),
                     number_or_nothing(point.high),
                     fmt::format("{}", fmt::join(point.notes, "; "))});
    }
  }
  return table;
}

}  // namespace

Table chart_numbers(const ReportChart& chart) {
  return is_aligned(chart) ? aligned_numbers(chart) : numbers_by_point(chart);
}

}  // namespace servesweep::io
