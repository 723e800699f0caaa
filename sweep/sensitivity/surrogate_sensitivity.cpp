#include "sweep/sensitivity/surrogate_sensitivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/base/problem.h"
#include "sweep/sensitivity/best_point_curves.h"
#include "sweep/sensitivity/characterised.h"
#include "sweep/sensitivity/design_analysis.h"
#include "sweep/sensitivity/empty_report.h"
#include "sweep/sensitivity/seed_noise.h"
#include "sweep/sensitivity/surrogate_response.h"

namespace servesweep::sweep {
namespace {

/// Points at which functions are drawn: the square of it, and its cube in time.
constexpr Eigen::Index kDrawnPoints = 2048;
constexpr Eigen::Index kMostDrawnPoints = 8192;
constexpr Eigen::Index kFewestRows = 64;

/// Rows of `responses` that have all their figures, at most kMostPoints of them.
std::vector<Eigen::Index> modelled_rows(const Responses& responses) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < responses.rows(); ++i) {
    if (responses.row(i).array().isFinite().all()) rows.push_back(i);
  }
  const auto count = static_cast<Eigen::Index>(rows.size());
  if (count <= kMostPoints) return rows;
  std::vector<Eigen::Index> some;
  for (Eigen::Index i = 0; i < kMostPoints; ++i) {
    some.push_back(rows[static_cast<std::size_t>(i * count / kMostPoints)]);
  }
  return some;
}

UnitPoints snapped(const SearchSpace& space, UnitPoints points) {
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    points.row(i) = to_row(space.snap(to_unit_point(points.row(i))));
  }
  return points;
}

/// One metric of the strategy.
class MetricModel {
 public:
  MetricModel(const SearchSpace& space, UnitPoints points, RelativeResponse seen)
      : space_(space),
        seen_(std::move(seen)),
        surrogate_(kinds_of(space.dimensions()), Surrogate::Curve::chosen) {
    const Eigen::VectorXd values = modelled(seen_, seen_.mean());
    surrogate_.fit_from_many_starts(
        {std::move(points), values, Eigen::VectorXd::Zero(values.size())});
  }

  [[nodiscard]] SurrogateCheck check() const { return check_of(surrogate_); }
  void analyse(const UnitPoint& best, Eigen::Index rows, std::uint64_t seed,
               SensitivityReport& report) const;

 private:
  const SearchSpace& space_;
  RelativeResponse seen_;
  Surrogate surrogate_;
};

/// Responses of the last points, by seeds and functions.
void add_curves(const SurrogateResponse& response, const LevelPoints& levels,
                SensitivityReport& report) {
  const Eigen::Index count = levels.points.rows();
  if (count == 0) return;
  const auto statistic = [&](const Resample& resample, std::uint64_t path) -> Eigen::VectorXd {
    return response.at(resample.seed_weights, path).tail(count);
  };
  const Bootstrap bootstrap(1, static_cast<Eigen::Index>(report.seeds), report.confidence);
  set_curves(levels, bootstrap.estimate(statistic, SurrogateResponse::kPaths), report);
}

void MetricModel::analyse(const UnitPoint& best, Eigen::Index rows, std::uint64_t seed,
                          SensitivityReport& report) const {
  std::vector<Factor> factors;
  std::vector<FactorLevels> all_levels;
  for (const FactorSensitivity& one : report.factors) {
    factors.push_back(one.factor);
    all_levels.push_back(one.levels);
  }
  const SaltelliDesign design(factors, rows, seed);
  const LevelPoints levels(report.factors, space_, best);
  const Eigen::Index count = design.points().rows();
  UnitPoints where(count + levels.points.rows(), design.points().cols());
  where << design.points(), levels.points;
  const SurrogateResponse response(surrogate_, seen_, snapped(space_, std::move(where)));
  report.check->unknown_share = response.unknown_share();
  describe(response.mean().head(count), report);
  report.rows = static_cast<std::size_t>(rows);
  sweep::analyse(design, MainEffects(factors, all_levels, space_, design),
                 Resample::everything(rows, 1).rows,
                 {.at = [&](const Eigen::VectorXd& weights, std::uint64_t path) -> Eigen::VectorXd {
                    return response.at(weights, path).head(count);
                  },
                  .paths = SurrogateResponse::kPaths,
                  .seeds = seen_.values().cols()},
                 report);
  judge_importance(report.noise_share, report);
  add_curves(response, levels, report);
}

/// All metrics of the strategy.
class SurrogateSensitivity {
 public:
  SurrogateSensitivity(const Study& study, const SensitivityQuestion& question,
                       const LookedAt& looked_at, const StoredPoints& stored)
      : study_(study),
        question_(question),
        looked_at_(looked_at),
        stored_(stored),
        space_(study.strategies()[question.strategy].space()) {}

  [[nodiscard]] SensitivityReport report(std::size_t metric) const;

 private:
  [[nodiscard]] RelativeResponse response(std::size_t metric,
                                          const std::vector<Eigen::Index>& rows) const {
    return {stored_.responses[metric](rows, Eigen::all), stored_.baseline[metric].row(0),
            question_.scale};
  }
  /// Fills in the best stored point; the default one if there is no solution.
  [[nodiscard]] UnitPoint find_best(std::size_t metric, SensitivityReport& report) const;
  [[nodiscard]] Eigen::Index design_rows() const;

  const Study& study_;
  const SensitivityQuestion& question_;
  const LookedAt& looked_at_;
  const StoredPoints& stored_;
  SearchSpace space_;
};

UnitPoint SurrogateSensitivity::find_best(std::size_t metric, SensitivityReport& report) const {
  const auto best = best_solution(study_, looked_at_, metric, stored_.responses, stored_.baseline);
  if (!best) return space_.encode(report.best);
  const UnitPoint position = to_unit_point(stored_.positions.row(*best));
  report.best = space_.decode(position);
  report.best_response = response(metric, {*best}).mean()[0];
  return position;
}

Eigen::Index SurrogateSensitivity::design_rows() const {
  const std::size_t per_row =
      factors_of(study_.strategies()[question_.strategy].space()).size() + 2;
  const Eigen::Index most = kMostDrawnPoints / static_cast<Eigen::Index>(per_row);
  if (question_.rows > most) {
    throw engine::Problem(
        "--points", fmt::format("{} rows are too many for a model", question_.rows),
        fmt::format("its functions are drawn at {} points at most", kMostDrawnPoints),
        fmt::format("give {} or fewer", most));
  }
  if (question_.rows > 0) return question_.rows;
  const std::size_t usual = std::bit_floor(static_cast<std::size_t>(kDrawnPoints) / per_row);
  return std::max<Eigen::Index>(kFewestRows, static_cast<Eigen::Index>(usual));
}

SensitivityReport SurrogateSensitivity::report(std::size_t metric) const {
  SensitivityReport report = empty_report(study_, question_, looked_at_.metrics[metric]);
  const std::vector<Eigen::Index> rows = modelled_rows(stored_.responses[metric]);
  report.points = rows.size();
  report.check = SurrogateCheck{.points = rows.size(), .q2 = std::nan("")};
  if (static_cast<Eigen::Index>(rows.size()) < kFewestPoints) return report;
  const RelativeResponse seen = response(metric, rows);
  describe(seen, report);
  report.noise_share = seed_noise_share(seen.values());
  const UnitPoint best = find_best(metric, report);
  const MetricModel model(space_, stored_.positions(rows, Eigen::all), seen);
  report.check = model.check();
  if (!is_refused(report)) model.analyse(best, design_rows(), question_.design_seed, report);
  return report;
}

}  // namespace

std::vector<SensitivityReport> surrogate_sensitivity(const Study& study,
                                                     const SensitivityQuestion& question,
                                                     const LookedAt& looked_at,
                                                     const StoredPoints& stored) {
  check_independence(study.strategies()[question.strategy]);
  const SurrogateSensitivity sensitivity(study, question, looked_at, stored);
  std::vector<SensitivityReport> reports;
  for (std::size_t metric = 0; metric < question.metrics.size(); ++metric) {
    reports.push_back(sensitivity.report(metric));
  }
  return reports;
}

}  // namespace servesweep::sweep
