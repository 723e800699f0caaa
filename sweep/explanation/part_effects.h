#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sweep/explanation/seed_decomposition.h"
#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

/// What one part contributes to a difference, ms, over the seeds.
struct PartEffect {
  LatencyPart part = LatencyPart::gateway;
  double mean_ms = 0;
  Interval interval_ms{};       ///< Student t over seeds
  double p_value = 1;           ///< of "it contributes nothing"
  double adjusted_p_value = 1;  ///< Holm's, over the parts of this cell that are not always 0
};

/// One cell of the decomposition over all seeds.
struct ExplainedCell {
  LatencyCell cell{};
  PairedDifference difference_ms{};  ///< strategy − baseline: what `servesweep rank` shows
  std::vector<PartEffect> parts{};   ///< all of them, in the order of LatencyPart
  double residual_ms = 0;            ///< largest |Σ parts − difference| of any seed: rounding
  std::int64_t both = 0, baseline_only = 0, strategy_only = 0;  ///< requests of all seeds
};

/// The figures of many seeds, `seeds[s]` as decompose_seed() gave them. A part that is 0 in every
/// seed has interval [0, 0] and p = 1. NaN where a side has no request in some seed.
[[nodiscard]] std::vector<ExplainedCell> explain_cells(
    std::size_t classes, std::span<const std::vector<CellDifference>> seeds, double confidence);

/// The sum of some parts of one cell in each seed, as a change of the baseline's value, ms: what an
/// equivalence test needs.
[[nodiscard]] PairedDifference sum_of_parts(std::span<const std::vector<CellDifference>> seeds,
                                            std::size_t cell, bool (*belongs)(std::size_t part),
                                            double confidence);

}  // namespace servesweep::sweep
