#include "sweep/cli/breakdown_text.h"

#include <algorithm>
#include <numeric>

#include "io/table/table.h"
#include "sweep/values/shown_digits.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::MeanBreakdown;
using engine::Summary;

io::TableColumn number_column(const std::string& header) {
  return {.header = header,
          .unit = "",
          .alignment = io::Alignment::right,
          .significant_digits = kShownDigits,
          .key = ""};
}

double sum(const MeanBreakdown& mean_us) {
  return std::accumulate(mean_us.begin(), mean_us.end(), 0.0);
}

/// Over all requests, then per class; a class of which nothing completed has no column of numbers.
std::vector<const MeanBreakdown*> groups(const Summary& summary) {
  std::vector<const MeanBreakdown*> all{&summary.breakdown_mean_us};
  for (const engine::ClassSummary& one : summary.classes) {
    all.push_back(one.completed > 0 ? &one.breakdown_mean_us : nullptr);
  }
  return all;
}

}  // namespace

std::string breakdown_text(const Summary& summary, io::TableFormat format) {
  if (summary.e2e.count == 0) return "";
  std::vector<io::TableColumn> columns{
      {.header = "where the time goes (ms)"}, number_column("all"), number_column("%")};
  for (const engine::ClassSummary& one : summary.classes)
    columns.push_back(number_column(one.slo_class));
  io::Table table(std::move(columns));
  const std::vector<const MeanBreakdown*> means = groups(summary);
  const double whole_us = sum(*means[0]);
  const auto add_row = [&](const std::string& name, auto value_us) {
    std::vector<io::TableCell> cells{name};
    for (const MeanBreakdown* mean : means) {
      cells.emplace_back();
      if (mean != nullptr) cells.back() = value_us(*mean) / kUsPerMs;
      if (cells.size() != 2) continue;
      cells.emplace_back();
      if (whole_us > 0) cells.back() = kPercent * value_us(*mean) / whole_us;
    }
    table.add_row(std::move(cells));
  };
  for (std::size_t i = 0; i < engine::kBreakdownParts; ++i) {
    if (summary.breakdown_mean_us[i] == 0) continue;
    add_row(engine::kBreakdown[i].meaning, [i](const MeanBreakdown& mean) { return mean[i]; });
  }
  add_row("sum", [](const MeanBreakdown& mean) { return sum(mean); });
  return table.render(format);
}

}  // namespace servesweep::sweep
