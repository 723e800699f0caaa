#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "engine/latency/latency_model.h"
#include "engine/metrics/request_record.h"
#include "sweep/explanation/latency_part.h"

namespace servesweep::sweep {

/// A statistic of latencies that is decomposed: the mean if `percent` is negative.
struct LatencyStatistic {
  const char* name;
  double percent;
};
inline constexpr std::array<LatencyStatistic, 3> kLatencyStatistics{
    {{"mean", -1}, {"p50", 50}, {"p99", 99}}};

/// One statistic of one latency over all requests (group 0) or class group − 1.
struct LatencyCell {
  LatencyKind kind = LatencyKind::ttft;
  std::size_t group = 0;
  std::size_t statistic = 0;  ///< in kLatencyStatistics

  friend bool operator==(const LatencyCell&, const LatencyCell&) = default;
};

/// All of them, for so many classes: by kind, then group, then statistic.
[[nodiscard]] std::vector<LatencyCell> latency_cells(std::size_t classes);

/// How two strategies differ in one cell under one seed. NaN where a side has no such request.
struct CellDifference {
  double baseline_us = std::numeric_limits<double>::quiet_NaN();
  double strategy_us = std::numeric_limits<double>::quiet_NaN();
  PartTimes parts_us{};                                         ///< add up to strategy − baseline
  std::int64_t both = 0, baseline_only = 0, strategy_only = 0;  ///< requests with this latency
};

/// Which cells are wanted; empty: all.
using CellFilter = std::function<bool(const LatencyCell&)>;

/// Decomposes the cells of one seed: the same requests, row by row, under both strategies.
///
/// Requests that have the latency under both strategies are compared one by one
/// (percentile_path.h). What the others do to the statistic is the part `served`: leaving out the
/// requests that only the baseline served, and at the end adding those that only the strategy
/// served. With no request on both sides all of the difference is `served`. `cost`: the baseline's.
/// Cells that are not wanted stay as they are made.
[[nodiscard]] std::vector<CellDifference> decompose_seed(
    std::span<const engine::RequestRecord> strategy,
    std::span<const engine::RequestRecord> baseline, std::size_t classes,
    const engine::LatencyModel& cost, const CellFilter& wanted = {});

}  // namespace servesweep::sweep
