#pragma once

#include "io/report/report_chart.h"
#include "io/table/table.h"

namespace servesweep::io {

/// The numbers of a chart for those who cannot see it. One row per x and a column per series where
/// all series have the same x in the same order and nothing but x and y; else one row per point.
[[nodiscard]] Table chart_numbers(const ReportChart& chart);

}  // namespace servesweep::io
