#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sweep/sensitivity/factor.h"
#include "sweep/sensitivity/factor_levels.h"
#include "sweep/sensitivity/good_range.h"
#include "sweep/sensitivity/relative_response.h"
#include "sweep/sensitivity/resampling.h"
#include "sweep/sensitivity/surrogate_check.h"
#include "sweep/statistics/goal.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// How an analysis is made: by Sobol' indices of simulated points, by elementary effects of
/// simulated points, or by Sobol' indices of a model of points that a folder holds.
enum class SensitivityMethod : std::uint8_t { sobol, morris, surrogate };

/// Whether a factor matters (judge_importance()), with its whole interval, or it cannot be told.
enum class Importance : std::uint8_t { matters, negligible, unclear };

/// Responses at the levels of a factor.
struct EffectCurve {
  std::vector<Estimate> responses;  ///< by level
  GoodRange range;                  ///< means nothing where levels have no order
  std::vector<std::size_t> good;    ///< all levels that are as good as the best
  double swing = 0;                 ///< largest − smallest response
};

/// What is known of one factor.
struct FactorSensitivity {
  Factor factor;
  FactorLevels levels;
  /// Sobol' indices; sobol and surrogate only.
  Estimate first{}, total{};
  /// Elementary effects (see ElementaryEffects); morris only. Without order there is no sign, so
  /// mean and deviation are NaN.
  Estimate magnitude{}, mean{}, deviation{};
  Importance importance = Importance::unclear;
  /// Nothing where it has no levels; on average not with morris; at the best point not where the
  /// factor does not exist there.
  std::optional<EffectCurve> on_average{}, at_best{};
};

/// Which parameters of a strategy matter for one metric on one workload, and where they are good.
struct SensitivityReport {
  SensitivityMethod method = SensitivityMethod::sobol;
  std::string strategy, workload, metric, unit;
  Goal goal = Goal::minimize;
  double confidence = 0.95;
  double within = 0.01;  ///< of the best, for ranges

  std::size_t seeds = 0, points = 0;
  std::size_t simulations = 0;  ///< made for this report and others of the same call
  std::size_t rows = 0;         ///< of the design: rows, trajectories
  std::size_t rows_left_out = 0;

  ResponseScale scale = ResponseScale::change;
  bool is_relative = true;   ///< responses are compared with the baseline
  double baseline_mean = 0;  ///< of the metric
  double mean = 0, deviation = 0, lowest = 0, highest = 0;  ///< of responses over the points
  double noise_share = 0;                                   ///< seed_noise_share(); NaN if unknown
  double threshold = 0;                                     ///< above which a factor matters
  Point best;  ///< of the points, by this metric, that may be a solution
  double best_response = 0;
  std::optional<SurrogateCheck> check{};

  std::vector<FactorSensitivity> factors;
};

/// The words of tables and command lines.
[[nodiscard]] const char* name_of(SensitivityMethod method);
[[nodiscard]] const char* name_of(Importance importance);

}  // namespace servesweep::sweep
