#include "sweep/sensitivity/design_analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sweep/sensitivity/elementary_effects.h"
#include "sweep/sensitivity/sobol_indices.h"

namespace servesweep::sweep {
namespace {

/// The positions in a list that a resample of it draws.
std::vector<Eigen::Index> chosen(const std::vector<Eigen::Index>& list,
                                 const std::vector<Eigen::Index>& places) {
  std::vector<Eigen::Index> result;
  result.reserve(places.size());
  for (const Eigen::Index place : places) {
    result.push_back(list[static_cast<std::size_t>(place)]);
  }
  return result;
}

/// The next estimates of a list.
std::vector<Estimate> take_next(const std::vector<Estimate>& list, std::size_t& next,
                                std::size_t count) {
  const auto begin = list.begin() + static_cast<std::ptrdiff_t>(next);
  next += count;
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

/// By how much a response may differ from the best, where the metric's mean may by a share.
double tolerance_at(double best, const SensitivityReport& report) {
  if (report.scale == ResponseScale::logarithm) {
    return report.goal == Goal::minimize ? std::log1p(report.within) : -std::log1p(-report.within);
  }
  const double origin = report.is_relative ? (report.baseline_mean < 0 ? -1 : 1) : 0;
  return report.within * std::abs(origin + best);
}

bool has_sign(const Factor& factor) {
  return factor.count == 1 && factor.kind != Dimension::Kind::categorical;
}

}  // namespace

std::optional<EffectCurve> curve_of(std::vector<Estimate> responses,
                                    const SensitivityReport& report) {
  std::vector<double> values;
  for (const Estimate& one : responses) values.push_back(one.value);
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (const double value : values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (lowest > highest) return std::nullopt;
  const bool least = report.goal == Goal::minimize;
  const double best = least ? lowest : highest;
  const double tolerance = tolerance_at(best, report);
  EffectCurve curve{.responses = std::move(responses),
                    .range = good_range(values, report.goal, tolerance),
                    .good = {},
                    .swing = highest - lowest};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if ((least ? values[i] - best : best - values[i]) <= tolerance) curve.good.push_back(i);
  }
  return curve;
}

void analyse(const SaltelliDesign& design, const MainEffects& effects,
             const std::vector<Eigen::Index>& rows, const DesignResponse& response,
             SensitivityReport& report) {
  const auto factors = static_cast<Eigen::Index>(report.factors.size());
  const auto statistic = [&](const Resample& resample, std::uint64_t path) {
    const Eigen::VectorXd values = response.at(resample.seed_weights, path);
    const std::vector<Eigen::Index> drawn = chosen(rows, resample.rows);
    const SobolIndices indices = sobol_indices(design.table(values)(drawn, Eigen::all));
    Eigen::VectorXd all(2 * factors + effects.size());
    all << indices.first, indices.total, effects.means(values, drawn);
    return all;
  };
  const std::vector<Estimate> estimates =
      Bootstrap(static_cast<Eigen::Index>(rows.size()), response.seeds, report.confidence)
          .estimate(statistic, response.paths);
  std::size_t next = 0;
  for (FactorSensitivity& one : report.factors) one.first = estimates[next++];
  for (FactorSensitivity& one : report.factors) one.total = estimates[next++];
  for (FactorSensitivity& one : report.factors) {
    const std::size_t levels = one.levels.positions.size();
    if (levels > 0) one.on_average = curve_of(take_next(estimates, next, levels), report);
  }
}

void analyse(const MorrisDesign& design, const DesignResponse& response,
             SensitivityReport& report) {
  const auto factors = static_cast<Eigen::Index>(report.factors.size());
  const auto statistic = [&](const Resample& resample, std::uint64_t path) {
    const Eigen::MatrixXd effects = design.effects(response.at(resample.seed_weights, path));
    const ElementaryEffects found = elementary_effects(effects(resample.rows, Eigen::all));
    Eigen::VectorXd all(3 * factors);
    all << found.magnitude, found.mean, found.deviation;
    return all;
  };
  const std::vector<Estimate> estimates =
      Bootstrap(design.trajectories(), response.seeds, report.confidence)
          .estimate(statistic, response.paths);
  for (std::size_t i = 0; i < report.factors.size(); ++i) {
    FactorSensitivity& one = report.factors[i];
    const Estimate none{.value = std::nan("")};
    one.magnitude = estimates[i];
    one.mean = has_sign(one.factor) ? estimates[report.factors.size() + i] : none;
    one.deviation = has_sign(one.factor) ? estimates[2 * report.factors.size() + i] : none;
  }
}

void judge_importance(double noise, SensitivityReport& report) {
  const bool by_magnitude = report.method == SensitivityMethod::morris;
  double whole = by_magnitude ? 0 : 1;
  for (const FactorSensitivity& one : report.factors) {
    if (by_magnitude && one.magnitude.value > whole) whole = one.magnitude.value;
  }
  const double least = kLeastShare * whole;
  report.threshold = std::max(least, std::isnan(noise) ? 0 : noise);
  for (FactorSensitivity& one : report.factors) {
    const Interval& interval = (by_magnitude ? one.magnitude : one.total).interval;
    one.importance = interval.lower > report.threshold ? Importance::matters
                     : interval.upper <= least         ? Importance::negligible
                                                       : Importance::unclear;
  }
}

}  // namespace servesweep::sweep
