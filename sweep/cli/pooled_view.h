#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sweep/cli/ranking_view.h"
#include "sweep/ranking/pooled_latency.h"

namespace servesweep::sweep {

/// One latency of the requests of one class, or of all, of one point of a ranking.
struct PooledRow {
  std::int64_t workload = 0;  ///< index in the study
  const RankedPoint* row = nullptr;
  std::string latency;    ///< "ttft" or "e2e"
  std::string slo_class;  ///< "" for all
  PooledPercentile pooled{};
  std::optional<PooledDifference> difference{};  ///< to the baseline's row
};

/// Percentiles over all requests of all seeds of the points that a ranking shows.
struct PooledView {
  PoolQuestion question;
  std::vector<PooledRow> rows{};             ///< by workload, point, latency, class
  std::vector<const RankedPoint*> untold{};  ///< points of which no request table was kept
  bool sampled = false;                      ///< of some runs that are done no table was kept

  /// Reads the request tables of every point of the rankings. Problem, which names keep_requests,
  /// if not even those of the baseline are there.
  [[nodiscard]] static PooledView of(const RankingView& ranking, const PoolQuestion& question);
};

}  // namespace servesweep::sweep
