#include "sweep/explanation/part_effects.h"

#include <algorithm>
#include <cmath>

#include "sweep/statistics/holm.h"
#include "sweep/statistics/moments.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using Seeds = std::span<const std::vector<CellDifference>>;

PartEffect part_effect(Seeds seeds, std::size_t cell, std::size_t part, double confidence) {
  std::vector<SeedPair> pairs;
  for (const auto& seed : seeds) pairs.push_back({seed[cell].parts_us[part] / kUsPerMs, 0});
  const PairedDifference difference = paired_difference(pairs, confidence);
  return {.part = static_cast<LatencyPart>(part),
          .mean_ms = difference.mean_difference,
          .interval_ms = difference.difference,
          .p_value = difference.p_value};
}

/// Adjusts the p-values of the parts that are not always 0.
void adjust_parts(std::vector<PartEffect>& parts, Seeds seeds, std::size_t cell) {
  std::vector<PartEffect*> tested;
  std::vector<double> p_values;
  for (PartEffect& part : parts) {
    const bool absent = std::ranges::all_of(
        seeds, [&](const auto& seed) { return seed[cell].parts_us[index_of(part.part)] == 0; });
    if (absent) continue;
    tested.push_back(&part);
    p_values.push_back(part.p_value);
  }
  const std::vector<double> adjusted = holm(p_values);
  for (std::size_t i = 0; i < tested.size(); ++i) tested[i]->adjusted_p_value = adjusted[i];
}

double residual_ms(const CellDifference& cell) {
  double sum_us = 0;
  for (const double part_us : cell.parts_us) sum_us += part_us;
  return std::abs(sum_us - (cell.strategy_us - cell.baseline_us)) / kUsPerMs;
}

}  // namespace

std::vector<ExplainedCell> explain_cells(std::size_t classes, Seeds seeds, double confidence) {
  std::vector<ExplainedCell> cells;
  for (const LatencyCell& name : latency_cells(classes)) {
    const std::size_t at = cells.size();
    ExplainedCell cell{.cell = name};
    std::vector<SeedPair> pairs;
    for (const auto& seed : seeds) {
      const CellDifference& one = seed[at];
      pairs.push_back({one.strategy_us / kUsPerMs, one.baseline_us / kUsPerMs});
      cell.residual_ms = std::max(cell.residual_ms, residual_ms(one));
      cell.both += one.both;
      cell.baseline_only += one.baseline_only;
      cell.strategy_only += one.strategy_only;
    }
    cell.difference_ms = paired_difference(pairs, confidence);
    for (std::size_t part = 0; part < kLatencyParts; ++part) {
      cell.parts.push_back(part_effect(seeds, at, part, confidence));
    }
    adjust_parts(cell.parts, seeds, at);
    cells.push_back(std::move(cell));
  }
  return cells;
}

PairedDifference sum_of_parts(Seeds seeds, std::size_t cell, bool (*belongs)(std::size_t part),
                              double confidence) {
  std::vector<SeedPair> pairs;
  for (const auto& seed : seeds) {
    double change_us = 0;
    for (std::size_t part = 0; part < kLatencyParts; ++part) {
      if (belongs(part)) change_us += seed[cell].parts_us[part];
    }
    const double before_us = seed[cell].baseline_us;
    pairs.push_back({(before_us + change_us) / kUsPerMs, before_us / kUsPerMs});
  }
  return paired_difference(pairs, confidence);
}

}  // namespace servesweep::sweep
