#include "sweep/sensitivity/direct_sensitivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/sensitivity/best_point_curves.h"
#include "sweep/sensitivity/design_analysis.h"
#include "sweep/sensitivity/empty_report.h"
#include "sweep/sensitivity/relative_response.h"
#include "sweep/sensitivity/seed_noise.h"
#include "sweep/sensitivity/solutions.h"
#include "sweep/statistics/mean_interval.h"
#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

/// Rows of a design, each of so many points, that have all their figures.
std::vector<Eigen::Index> whole_rows(const Eigen::MatrixXd& values, Eigen::Index points_per_row) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index row = 0; row < values.rows() / points_per_row; ++row) {
    const auto own = values.middleRows(row * points_per_row, points_per_row);
    if (own.array().isFinite().all()) rows.push_back(row);
  }
  return rows;
}

/// The points that have their figures.
Eigen::MatrixXd finite_points(const Eigen::MatrixXd& values) {
  std::vector<Eigen::Index> points;
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    if (values.row(i).array().isFinite().all()) points.push_back(i);
  }
  return values(points, Eigen::all);
}

/// The change of a point, which the logarithm turns into that of the ratio.
Estimate on_scale(const Estimate& change, const RelativeResponse& response) {
  if (response.scale() == ResponseScale::change) return change;
  const double origin = response.is_relative() ? 1 : 0;
  const auto of = [&](double value) { return std::log(std::max(0.0, origin + value)); };
  return {of(change.value), {of(change.interval.lower), of(change.interval.upper)}};
}

/// A point against the baseline, seed by seed.
Estimate response_change(const Eigen::RowVectorXd& values, const RelativeResponse& response,
                         double confidence) {
  if (!response.is_relative()) {
    const MeanInterval mean =
        mean_interval(std::vector<double>(values.begin(), values.end()), confidence);
    return {mean.mean, mean.interval()};
  }
  std::vector<SeedPair> pairs;
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    pairs.push_back({.treatment = values[i], .baseline = response.baseline()[i]});
  }
  const PairedDifference difference = paired_difference(pairs, confidence);
  return {difference.relative_difference, difference.relative};
}

/// Everything that one workload's reports share.
class DirectSensitivity {
 public:
  DirectSensitivity(const Study& study, const SensitivityQuestion& question)
      : study_(study),
        question_(question),
        looked_at_(study, question.metrics),
        parameters_(study.strategies()[question.strategy].space()),
        factors_(factors_of(parameters_)),
        runs_(study, {.strategy = question.strategy,
                      .workload = question.workload,
                      .metrics = looked_at_.positions,
                      .seeds = question.seeds,
                      .threads = question.threads}) {}

  [[nodiscard]] std::vector<SensitivityReport> reports();

 private:
  [[nodiscard]] SensitivityReport begin(std::size_t metric, const RelativeResponse& response);
  void analyse_indices(const SaltelliDesign& design, const RelativeResponse& response,
                       SensitivityReport& report) const;
  void analyse_effects(const MorrisDesign& design, const RelativeResponse& response,
                       SensitivityReport& report) const;
  void add_best(std::size_t metric, const UnitPoints& points, const RelativeResponse& response,
                SensitivityReport& report);

  const Study& study_;
  const SensitivityQuestion& question_;
  LookedAt looked_at_;
  const ParameterSpace& parameters_;
  std::vector<Factor> factors_;
  PointRuns runs_;
  std::vector<Responses> responses_, baseline_;
};

SensitivityReport DirectSensitivity::begin(std::size_t metric, const RelativeResponse& response) {
  SensitivityReport report = empty_report(study_, question_, looked_at_.metrics[metric]);
  describe(response, report);
  const Eigen::MatrixXd known = finite_points(response.values());
  if (known.rows() < 2) {
    throw Problem(fmt::format("strategy {}", report.strategy),
                  fmt::format("has no {} at any point of its space", report.metric), "",
                  "ask for another --metric");
  }
  report.noise_share = seed_noise_share(known);
  return report;
}

void DirectSensitivity::analyse_indices(const SaltelliDesign& design,
                                        const RelativeResponse& response,
                                        SensitivityReport& report) const {
  const std::vector<Eigen::Index> rows = whole_rows(response.values(), design.points_per_row());
  report.rows = static_cast<std::size_t>(design.rows());
  report.rows_left_out = report.rows - rows.size();
  if (static_cast<double>(report.rows_left_out) > kMostLeftOut * static_cast<double>(report.rows)) {
    throw Problem(fmt::format("strategy {}", report.strategy),
                  fmt::format("has no {} in {} of {} rows of the design", report.metric,
                              report.rows_left_out, report.rows),
                  "some of their points are no scenario, or complete nothing that it is of",
                  "use --method morris, or narrow the ranges to where all points have one");
  }
  const MainEffects effects(factors_, levels_of(parameters_), runs_.space(), design);
  analyse(
      design, effects, rows,
      {.at = [&](const Eigen::VectorXd& weights, std::uint64_t) { return response.at(weights); },
       .seeds = response.values().cols()},
      report);
  judge_importance(report.noise_share, report);
}

void DirectSensitivity::analyse_effects(const MorrisDesign& design,
                                        const RelativeResponse& response,
                                        SensitivityReport& report) const {
  const Eigen::MatrixXd effects = design.effects(response.mean());
  report.rows = static_cast<std::size_t>(design.trajectories());
  for (Eigen::Index i = 0; i < effects.rows(); ++i) {
    if (effects.row(i).array().isNaN().any()) ++report.rows_left_out;
  }
  analyse(
      design,
      {.at = [&](const Eigen::VectorXd& weights, std::uint64_t) { return response.at(weights); },
       .seeds = response.values().cols()},
      report);
  // What two points differ by if only chance makes them differ: the mean size of a normal number
  // with twice the variance of one, over the step.
  const double delta = 2.0 / 3;
  const double chance = std::sqrt(2 * report.noise_share) * report.deviation;
  judge_importance(chance * std::sqrt(2 / boost::math::constants::pi<double>()) / delta, report);
}

void DirectSensitivity::add_best(std::size_t metric, const UnitPoints& points,
                                 const RelativeResponse& response, SensitivityReport& report) {
  const auto best = best_solution(study_, looked_at_, metric, responses_, baseline_);
  if (!best) return;
  const UnitPoint around = runs_.space().snap(to_unit_point(points.row(*best)));
  report.best = runs_.space().decode(around);
  report.best_response = response.mean()[*best];
  const LevelPoints levels(report.factors, runs_.space(), around);
  const Responses at_levels = runs_.at(levels.points)[metric];
  std::vector<Estimate> estimates;
  for (Eigen::Index i = 0; i < at_levels.rows(); ++i) {
    estimates.push_back(
        on_scale(response_change(at_levels.row(i), response, question_.confidence), response));
  }
  set_curves(levels, estimates, report);
}

std::vector<SensitivityReport> DirectSensitivity::reports() {
  (void)empty_report(study_, question_, looked_at_.metrics.front());  // nothing to be sensitive to
  const bool is_morris = question_.method == SensitivityMethod::morris;
  if (!is_morris) check_independence(study_.strategies()[question_.strategy]);
  const Eigen::Index usual =
      is_morris ? SensitivityQuestion::kMorrisRows : SensitivityQuestion::kSobolRows;
  const Eigen::Index rows = question_.rows > 0 ? question_.rows : usual;
  const SaltelliDesign saltelli(factors_, is_morris ? 1 : rows, question_.design_seed);
  const MorrisDesign morris(runs_.space().dimensions(), factors_, is_morris ? rows : 1,
                            question_.design_seed);
  const UnitPoints& points = is_morris ? morris.points() : saltelli.points();
  responses_ = runs_.at(points, question_.progress);
  baseline_ = runs_.of_baseline();
  std::vector<SensitivityReport> reports;
  for (std::size_t metric = 0; metric < question_.metrics.size(); ++metric) {
    const RelativeResponse response(responses_[metric], baseline_[metric].row(0), question_.scale);
    reports.push_back(begin(metric, response));
    if (is_morris) {
      analyse_effects(morris, response, reports.back());
    } else {
      analyse_indices(saltelli, response, reports.back());
    }
    add_best(metric, points, response, reports.back());
  }
  for (SensitivityReport& report : reports) report.simulations = runs_.simulations();
  return reports;
}

}  // namespace

std::vector<SensitivityReport> direct_sensitivity(const Study& study,
                                                  const SensitivityQuestion& question) {
  return DirectSensitivity(study, question).reports();
}

}  // namespace servesweep::sweep
