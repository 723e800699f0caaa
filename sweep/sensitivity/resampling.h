#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// Which rows of a design, and how much of each seed, an estimate is made from.
struct Resample {
  std::vector<Eigen::Index> rows;
  Eigen::VectorXd seed_weights;  ///< add up to 1

  /// Every row once, all seeds alike.
  [[nodiscard]] static Resample everything(Eigen::Index rows, Eigen::Index seeds);
  /// As many rows and seeds, drawn with replacement. Every replicate has a stream of its own.
  [[nodiscard]] static Resample draw(Eigen::Index rows, Eigen::Index seeds,
                                     std::uint64_t replicate);
};

/// A number with its confidence interval.
struct Estimate {
  double value = 0;
  Interval interval{};
};

/// Estimates of several numbers with intervals from resampling rows and seeds together (a
/// two-way bootstrap: all rows share the seeds). Bias-corrected percentiles: of what the replicates
/// give, the shares Φ(2z₀ ± z), where Φ(z₀) is the share of replicates below the estimate. Source:
/// B. Efron, "Nonparametric standard errors and confidence intervals", Canadian J. Statistics 9
/// (1981), section 4; over rows of such designs: Archer, Saltelli and Sobol', J. Statistical
/// Computation and Simulation 58 (1997).
///
/// Deterministic. With n seeds the spread over seeds comes out too small by √(1 − 1/n). A number
/// that is NaN in some replicates gets its interval from the others; without any, no interval.
class Bootstrap {
 public:
  using Statistic = std::function<Eigen::VectorXd(const Resample&)>;
  /// Of one of several functions that what is known allows, by its number.
  using PathStatistic = std::function<Eigen::VectorXd(const Resample&, std::uint64_t path)>;

  Bootstrap(Eigen::Index rows, Eigen::Index seeds, double confidence)
      : rows_(rows), seeds_(seeds), confidence_(confidence) {}

  [[nodiscard]] std::vector<Estimate> estimate(const Statistic& statistic) const;
  /// The same of a function that is not known for sure: means over `paths` functions, and intervals
  /// from resampling them as well, one after the other.
  [[nodiscard]] std::vector<Estimate> estimate(const PathStatistic& statistic,
                                               std::uint64_t paths) const;

  static constexpr std::uint64_t kReplicates = 1000;

 private:
  Eigen::Index rows_, seeds_;
  double confidence_;
};

/// The interval of Bootstrap from replicates, which are put into another order. If it would not
/// contain the estimate, as that lies at the edge of the replicates or beyond (|z₀| > z), it is
/// extended to the estimate and to the plain percentile interval.
[[nodiscard]] Interval bias_corrected_interval(double estimate, std::vector<double> replicates,
                                               double confidence);

}  // namespace servesweep::sweep
