#include "sweep/sensitivity/resampling.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

#include "engine/random/stream.h"
#include "sweep/search/draws.h"
#include "sweep/search/shuffle.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kBootstrap("sensitivity.bootstrap");
constexpr std::uint64_t kResamplingSeed = 0;

/// Linear between order statistics. Precondition: sorted, not empty.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

double normal_share(double z) {
  return boost::math::cdf(boost::math::normal(), z);
}

}  // namespace

Resample Resample::everything(Eigen::Index rows, Eigen::Index seeds) {
  Resample all{std::vector<Eigen::Index>(static_cast<std::size_t>(rows)),
               Eigen::VectorXd::Constant(seeds, 1 / static_cast<double>(seeds))};
  std::iota(all.rows.begin(), all.rows.end(), Eigen::Index{0});
  return all;
}

Resample Resample::draw(Eigen::Index rows, Eigen::Index seeds, std::uint64_t replicate) {
  engine::Stream stream(kResamplingSeed, kBootstrap, replicate);
  Resample drawn{{}, Eigen::VectorXd::Zero(seeds)};
  drawn.rows.reserve(static_cast<std::size_t>(rows));
  const auto any = [&](Eigen::Index count) {
    return static_cast<Eigen::Index>(uniform_index(static_cast<std::size_t>(count), stream));
  };
  for (Eigen::Index i = 0; i < seeds; ++i) {
    drawn.seed_weights[any(seeds)] += 1 / static_cast<double>(seeds);
  }
  for (Eigen::Index i = 0; i < rows; ++i) drawn.rows.push_back(any(rows));
  return drawn;
}

Interval bias_corrected_interval(double estimate, std::vector<double> replicates,
                                 double confidence) {
  std::erase_if(replicates, [](double value) { return std::isnan(value); });
  if (replicates.empty() || std::isnan(estimate)) return {};
  std::ranges::sort(replicates);
  // Replicates equal to the estimate count half: a number that never varies has no bias.
  const auto equal = std::ranges::equal_range(replicates, estimate);
  const auto less = static_cast<double>(equal.begin() - replicates.begin());
  const double share =
      (less + 0.5 * static_cast<double>(equal.size())) / static_cast<double>(replicates.size());
  const double bias = normal_quantile(share);
  const double reach = normal_quantile((1 + confidence) / 2);
  const Interval corrected{quantile(replicates, normal_share(2 * bias - reach)),
                           quantile(replicates, normal_share(2 * bias + reach))};
  if (corrected.contains(estimate)) return corrected;
  // So large a bias cannot be corrected: both ends would be the same few extreme replicates.
  const double tail = (1 - confidence) / 2;
  return {std::min({estimate, corrected.lower, quantile(replicates, tail)}),
          std::max({estimate, corrected.upper, quantile(replicates, 1 - tail)})};
}

std::vector<Estimate> Bootstrap::estimate(const Statistic& statistic) const {
  return estimate([&](const Resample& resample, std::uint64_t) { return statistic(resample); }, 1);
}

std::vector<Estimate> Bootstrap::estimate(const PathStatistic& statistic,
                                          std::uint64_t paths) const {
  const Resample all = Resample::everything(rows_, seeds_);
  Eigen::VectorXd values = statistic(all, 0);
  for (std::uint64_t path = 1; path < paths; ++path) values += statistic(all, path);
  values /= static_cast<double>(paths);
  std::vector<std::vector<double>> replicates(static_cast<std::size_t>(values.size()));
  for (std::uint64_t b = 0; b < kReplicates; ++b) {
    const Eigen::VectorXd drawn = statistic(Resample::draw(rows_, seeds_, b), b % paths);
    for (std::size_t i = 0; i < replicates.size(); ++i) {
      replicates[i].push_back(drawn[static_cast<Eigen::Index>(i)]);
    }
  }
  std::vector<Estimate> estimates;
  for (std::size_t i = 0; i < replicates.size(); ++i) {
    const double value = values[static_cast<Eigen::Index>(i)];
    estimates.push_back(
        {value, bias_corrected_interval(value, std::move(replicates[i]), confidence_)});
  }
  return estimates;
}

}  // namespace servesweep::sweep
