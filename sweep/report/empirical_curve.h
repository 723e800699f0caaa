#pragma once

#include <cstddef>
#include <vector>

#include "io/report/report_chart.h"

namespace servesweep::sweep {

/// The empirical distribution function of latencies as a curve: x the latency, y how many per cent
/// of all requests had at most that, over at most `most` (≥ 4) of them. Half of the points are
/// evenly spaced in rank, half come ever closer to the slowest request, by equal factors of the
/// share that is slower: the tail is what people look for. The fastest and the slowest are always
/// among them. Latencies that are ∞ (not served) count in the share and have no point, so the curve
/// ends below 100 %.
[[nodiscard]] std::vector<io::ChartPoint> empirical_curve(std::vector<double> latencies,
                                                          std::size_t most);

}  // namespace servesweep::sweep
