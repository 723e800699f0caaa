#include "sweep/cli/sensitivity_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "io/table/significant_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

constexpr int kEffectDigits = 3;

bool by_magnitude(const SensitivityReport& report) {
  return report.method == SensitivityMethod::morris;
}

std::string variance_share(double value) {
  return std::isnan(value) ? "-" : fmt::format("{:.2f}", value);
}

std::string share_interval(const Interval& interval) {
  if (!std::isfinite(interval.lower)) return "unknown";
  return fmt::format("[{:.2f}, {:.2f}]", interval.lower, interval.upper);
}

/// A response as a change from the baseline, or in the metric's unit.
double plain(double response, const SensitivityReport& report) {
  if (report.scale == ResponseScale::change) return response;
  return report.is_relative ? std::expm1(response) : std::exp(response);
}

/// A difference of responses; of logarithms, as a change.
double plain_size(double size, const SensitivityReport& report) {
  return report.scale == ResponseScale::change ? size : std::expm1(size);
}

/// A size, without a sign and a unit.
std::string size_text(double size, const SensitivityReport& report) {
  if (std::isnan(size)) return "-";
  return report.is_relative ? fmt::format("{:.1f}", kPercent * plain_size(size, report))
                            : io::significant_text(plain_size(size, report), kEffectDigits);
}

std::string response_change_text(double response, const SensitivityReport& report) {
  if (std::isnan(response)) return "-";
  return report.is_relative ? fmt::format("{:+.1f}", kPercent * plain(response, report))
                            : io::significant_text(plain(response, report), kEffectDigits);
}

/// Both ends without a sign.
std::string size_interval(const Interval& interval, const SensitivityReport& report) {
  if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return "unknown";
  return fmt::format("[{}, {}]", size_text(interval.lower, report),
                     size_text(interval.upper, report));
}

std::string change_interval(const Interval& interval, const SensitivityReport& report) {
  if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return "unknown";
  return fmt::format("[{}, {}]", response_change_text(interval.lower, report),
                     response_change_text(interval.upper, report));
}

/// Two values have no inside.
bool has_ends(const FactorLevels& levels) {
  return levels.ordered && levels.texts.size() > 2;
}

/// Best value, range, where it lies, swing.
void add_range(const FactorSensitivity& one, const std::optional<EffectCurve>& curve,
               const SensitivityReport& report, std::vector<io::TableCell>& cells) {
  if (!curve) {
    cells.insert(cells.end(), 4, io::TableCell(std::string("-")));
    return;
  }
  const GoodRange& range = curve->range;
  cells.emplace_back(one.levels.texts[range.best]);
  if (curve->good.size() == one.levels.texts.size()) {
    cells.emplace_back("all");
  } else if (one.levels.ordered) {
    cells.emplace_back(one.levels.range_text(range.first, range.last));
  } else {
    std::vector<std::string> good;
    for (const std::size_t level : curve->good) good.push_back(one.levels.texts[level]);
    cells.emplace_back(fmt::format("{}", fmt::join(good, ", ")));
  }
  cells.emplace_back(has_ends(one.levels) ? name_of(range.shape) : "");
  cells.emplace_back(size_text(curve->swing, report));
}

}  // namespace

std::vector<const FactorSensitivity*> factors_by_weight(const SensitivityReport& report) {
  std::vector<const FactorSensitivity*> factors;
  for (const FactorSensitivity& one : report.factors) factors.push_back(&one);
  const auto weight = [&](const FactorSensitivity* one) {
    return (by_magnitude(report) ? one->magnitude : one->total).value;
  };
  std::ranges::stable_sort(factors, std::greater(), weight);
  return factors;
}

std::string spread_text(double size, const SensitivityReport& report) {
  const std::string unit = report.is_relative ? "%" : report.unit == "1" ? "" : report.unit;
  return unit.empty() ? size_text(size, report)
                      : fmt::format("{} {}", size_text(size, report), unit);
}

std::string response_text(double response, const SensitivityReport& report) {
  const std::string unit = report.is_relative ? "%" : report.unit == "1" ? "" : report.unit;
  return unit.empty() ? response_change_text(response, report)
                      : fmt::format("{} {}", response_change_text(response, report), unit);
}

io::Table importance_table(const SensitivityReport& report) {
  std::vector<io::TableColumn> columns = {{.header = "parameter"}};
  const std::vector<std::string> figures =
      by_magnitude(report) ? std::vector<std::string>{report.is_relative ? "mu* %" : "mu*",
                                                      "interval", "mu", "sigma"}
                           : std::vector<std::string>{"total", "interval", "first", "interval"};
  for (const std::string& name : figures) columns.push_back(figure_column(name));
  columns.push_back({.header = "verdict"});
  io::Table table(columns);
  for (const FactorSensitivity* one : factors_by_weight(report)) {
    const char* verdict = name_of(one->importance);
    if (by_magnitude(report)) {
      table.add_row({one->factor.name, size_text(one->magnitude.value, report),
                     size_interval(one->magnitude.interval, report),
                     response_change_text(one->mean.value, report),
                     size_text(one->deviation.value, report), verdict});
    } else {
      table.add_row({one->factor.name, variance_share(one->total.value),
                     share_interval(one->total.interval), variance_share(one->first.value),
                     share_interval(one->first.interval), verdict});
    }
  }
  return table;
}

io::Table range_table(const SensitivityReport& report) {
  std::vector<io::TableColumn> columns = {{.header = "parameter"}};
  const bool has_average = !by_magnitude(report);
  const std::string within = fmt::format("within {:.4g} %", kPercent * report.within);
  const std::string swing = report.is_relative ? "swing %" : "swing";
  for (const char* best : {"best there", "best on average"}) {
    if (columns.size() > 1 && !has_average) break;
    columns.push_back(figure_column(best));
    columns.push_back({.header = within});
    columns.push_back({.header = "shape"});
    columns.push_back(figure_column(swing));
  }
  io::Table table(columns);
  for (const FactorSensitivity* one : factors_by_weight(report)) {
    std::vector<io::TableCell> cells = {one->factor.name};
    add_range(*one, one->at_best, report, cells);
    if (has_average) add_range(*one, one->on_average, report, cells);
    table.add_row(std::move(cells));
  }
  return table;
}

io::Table curve_table(const SensitivityReport& report, bool repeat) {
  io::Table table({{.header = "parameter"},
                   figure_column("value"),
                   figure_column("at best point"),
                   figure_column("interval"),
                   figure_column("on average"),
                   figure_column("interval")});
  for (const FactorSensitivity* one : factors_by_weight(report)) {
    for (std::size_t i = 0; i < one->levels.texts.size(); ++i) {
      std::vector<io::TableCell> cells = {i > 0 && !repeat ? "" : one->factor.name,
                                          one->levels.texts[i]};
      for (const auto* curve : {&one->at_best, &one->on_average}) {
        const Estimate none{.value = std::nan("")};
        const Estimate& there = *curve ? (*curve)->responses[i] : none;
        cells.emplace_back(response_change_text(there.value, report));
        cells.emplace_back(*curve ? change_interval(there.interval, report) : "-");
      }
      table.add_row(std::move(cells));
    }
  }
  return table;
}

}  // namespace servesweep::sweep
