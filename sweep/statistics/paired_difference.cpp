#include "sweep/statistics/paired_difference.h"

#include <algorithm>
#include <cmath>

#include "sweep/statistics/mean_interval.h"
#include "sweep/statistics/moments.h"
#include "sweep/statistics/student_t.h"

namespace servesweep::sweep {
namespace {

/// The pairs as columns.
struct Columns {
  explicit Columns(std::span<const SeedPair> pairs) {
    for (const SeedPair& pair : pairs) {
      treatment.push_back(pair.treatment);
      baseline.push_back(pair.baseline);
      difference.push_back(pair.treatment - pair.baseline);
    }
  }
  std::vector<double> treatment, baseline, difference;
};

/// p-value of mean 0 given the standard error, which may be 0.
double p_value_of(double mean, double standard_error, std::size_t n) {
  if (mean == 0) return 1;
  // Differences without any spread say nothing about their spread: only their signs count.
  if (standard_error == 0) return std::pow(0.5, static_cast<double>(n) - 1);
  return student_t_two_sided_p(mean / standard_error, n - 1);
}

/// Fieller's interval of d̄/b̄, where d are the differences: all ρ for which the mean of d − ρb
/// cannot be told from 0. With ratio r = d̄/b̄, residuals e = d − rb (of mean 0), ρ = r + δ and q =
/// t²/n, that is
///   δ²(b̄² − q·s_bb) + 2δ·q·s_eb − q·s_ee ≤ 0,
/// an interval around δ = 0 if the first factor is positive, and unbounded otherwise.
Interval fieller_interval(const Columns& columns, double ratio, double baseline_mean,
                          double confidence) {
  const std::size_t n = columns.baseline.size();
  std::vector<double> residual(n);
  for (std::size_t i = 0; i < n; ++i) {
    residual[i] = columns.difference[i] - ratio * columns.baseline[i];
  }
  const double t = student_t_quantile(confidence, n - 1);
  const double q = t * t / static_cast<double>(n);
  const double square =
      baseline_mean * baseline_mean - q * covariance_of(columns.baseline, columns.baseline);
  if (!(square > 0)) return {};
  const double linear = q * covariance_of(residual, columns.baseline);
  const double root = std::sqrt(linear * linear + square * q * covariance_of(residual, residual));
  return {ratio + (-linear - root) / square, ratio + (-linear + root) / square};
}

void compare_spread(const Columns& columns, PairedDifference& result) {
  const double treatment = covariance_of(columns.treatment, columns.treatment);
  const double baseline = covariance_of(columns.baseline, columns.baseline);
  if (treatment > 0 && baseline > 0) {
    const double covariance = covariance_of(columns.treatment, columns.baseline);
    result.correlation = covariance / (std::sqrt(treatment) * std::sqrt(baseline));
  }
  if (treatment + baseline > 0) {
    result.variance_reduction =
        1 - covariance_of(columns.difference, columns.difference) / (treatment + baseline);
  }
}

}  // namespace

std::vector<SeedPair> pair_by_seed(const SeedValues& treatment, const SeedValues& baseline) {
  std::vector<SeedPair> pairs;
  auto other = baseline.begin();
  for (const auto& [seed, value] : treatment) {
    while (other != baseline.end() && other->first < seed) ++other;
    if (other != baseline.end() && other->first == seed) pairs.push_back({value, other->second});
  }
  return pairs;
}

double PairedDifference::seeds_gain() const {
  if (n < 2 || std::isnan(mean_difference)) return kUndefined;
  return 1 / (1 - variance_reduction);
}

PairedDifference paired_difference(std::span<const SeedPair> pairs, double confidence) {
  const Columns columns(pairs);
  PairedDifference result;
  result.n = pairs.size();
  const MeanInterval difference = mean_interval(columns.difference, confidence);
  if (std::isnan(difference.mean)) return result;
  result.baseline_mean = mean_of(columns.baseline);
  result.mean_difference = difference.mean;
  result.difference = difference.interval();
  if (result.baseline_mean != 0) {
    result.relative_difference = result.mean_difference / result.baseline_mean;
  }
  if (pairs.size() < 2) return result;

  const double variance = covariance_of(columns.difference, columns.difference);
  result.p_value = p_value_of(result.mean_difference,
                              std::sqrt(variance / static_cast<double>(result.n)), result.n);
  if (result.baseline_mean != 0) {
    result.relative =
        fieller_interval(columns, result.relative_difference, result.baseline_mean, confidence);
  }
  compare_spread(columns, result);
  return result;
}

double paired_p_value(std::span<const SeedPair> pairs) {
  std::vector<double> difference(pairs.size());
  std::ranges::transform(pairs, difference.begin(),
                         [](const SeedPair& pair) { return pair.treatment - pair.baseline; });
  const double mean = mean_of(difference);
  if (pairs.size() < 2 || std::isnan(mean)) return 1;
  const double variance = covariance_of(difference, difference);
  return p_value_of(mean, std::sqrt(variance / static_cast<double>(pairs.size())), pairs.size());
}

}  // namespace servesweep::sweep
