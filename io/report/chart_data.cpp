#include "io/report/chart_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/shown_text.h"

namespace servesweep::io {
namespace {

using nlohmann::json;

constexpr int kDigits = 6;

json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::stod(fmt::format("{:.{}g}", value, kDigits));
}

json number(const std::optional<double>& value) {
  return value ? number(*value) : json();
}

/// Scripts show it as it is, so what could deceive is made visible here.
std::string shown(const std::string& text) {
  return engine::shown_text(text, text.size());
}

std::vector<std::string> shown(const std::vector<std::string>& texts) {
  std::vector<std::string> list;
  list.reserve(texts.size());
  for (const std::string& text : texts) list.push_back(shown(text));
  return list;
}

const char* name_of(ChartKind kind) {
  switch (kind) {
    case ChartKind::line:
      return "line";
    case ChartKind::step:
      return "step";
    case ChartKind::scatter:
      return "scatter";
    case ChartKind::bar:
      return "bar";
    case ChartKind::stacked_bar:
      return "stacked_bar";
    case ChartKind::interval:
      return "interval";
  }
  return "line";
}

bool has_interval(const ChartPoint& point) {
  return point.low.has_value() || point.high.has_value();
}

bool is_marked(const ChartPoint& point) {
  return point.marked;
}

bool has_notes(const ChartPoint& point) {
  return !point.notes.empty();
}

json series_data(const ChartSeries& series) {
  json data = {
      {"name", shown(series.name)}, {"marked", series.marked}, {"is_foot", series.is_foot}};
  for (const char* key : {"x", "y"}) data[key] = json::array();
  for (const ChartPoint& point : series.points) {
    data["x"].push_back(number(point.x));
    data["y"].push_back(number(point.y));
  }
  if (std::ranges::any_of(series.points, has_interval)) {
    for (const ChartPoint& point : series.points) {
      data["low"].push_back(number(point.low));
      data["high"].push_back(number(point.high));
    }
  }
  if (std::ranges::any_of(series.points, is_marked)) {
    for (const ChartPoint& point : series.points) data["marks"].push_back(point.marked);
  }
  if (std::ranges::any_of(series.points, has_notes)) {
    for (const ChartPoint& point : series.points) data["notes"].push_back(shown(point.notes));
  }
  return data;
}

}  // namespace

json chart_data(const ReportChart& chart) {
  json data = {{"id", chart.id},
               {"kind", name_of(chart.kind)},
               {"x_label", shown(chart.x_label)},
               {"y_label", shown(chart.y_label)},
               {"categories", shown(chart.categories)},
               {"logarithmic_x", chart.logarithmic_x},
               {"logarithmic_y", chart.logarithmic_y},
               {"comparable", chart.comparable},
               {"series", json::array()}};
  for (const ChartSeries& series : chart.series) data["series"].push_back(series_data(series));
  return data;
}

}  // namespace servesweep::io
