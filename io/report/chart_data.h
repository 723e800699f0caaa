#pragma once

#include <nlohmann/json_fwd.hpp>

#include "io/report/report_chart.h"

namespace servesweep::io {

/// A chart as the page's script reads it: kind, labels and, by series, lists of x, y, low, high,
/// marks and notes by point (those that no point has are left out). Numbers have six significant
/// digits, which no screen can tell from all.
[[nodiscard]] nlohmann::json chart_data(const ReportChart& chart);

}  // namespace servesweep::io
