#include "sweep/statistics/two_sided_doubt.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "engine/base/contract.h"
#include "sweep/statistics/moments.h"
#include "sweep/statistics/student_t.h"

namespace servesweep::sweep {

Finding judge(const TwoSidedDoubt& doubt, double confidence) {
  const double level = (1 - confidence) / 2;
  if (doubt.not_so <= level) return Finding::held;
  return doubt.so <= level ? Finding::failed : Finding::undecided;
}

TwoSidedDoubt doubt_of_mean(std::span<const double> margins, bool strictly) {
  const double mean = mean_of(margins);
  if (margins.size() < 2 || std::isnan(mean)) return {};
  const auto n = static_cast<double>(margins.size());
  const double variance = covariance_of(margins, margins);
  if (variance == 0) {
    const double chance = std::pow(0.5, n);
    const bool is_so = strictly ? mean > 0 : mean >= 0;
    return is_so ? TwoSidedDoubt{.not_so = chance, .so = 1} : TwoSidedDoubt{1, chance};
  }
  const double t = mean / std::sqrt(variance / n);
  const double tail = student_t_two_sided_p(t, margins.size() - 1) / 2;
  return t > 0 ? TwoSidedDoubt{.not_so = tail, .so = 1 - tail} : TwoSidedDoubt{1 - tail, tail};
}

TwoSidedDoubt doubt_of_share(std::size_t held, std::size_t n, double share) {
  SERVESWEEP_EXPECT(held <= n && share > 0 && share <= 1);
  if (n == 0) return {};
  if (share == 1) {
    return held == n ? TwoSidedDoubt{.not_so = 0, .so = 1} : TwoSidedDoubt{.not_so = 1, .so = 0};
  }
  const boost::math::binomial law(static_cast<double>(n), share);
  const auto k = static_cast<double>(held);
  const double at_least = held == 0 ? 1 : boost::math::cdf(boost::math::complement(law, k - 1));
  return {.not_so = at_least, .so = boost::math::cdf(law, k)};
}

TwoSidedDoubt doubt_of_all(std::span<const TwoSidedDoubt> doubts) {
  TwoSidedDoubt all{.not_so = 0, .so = 1};
  for (const TwoSidedDoubt& one : doubts) {
    all.not_so = std::max(all.not_so, one.not_so);
    all.so = std::min(all.so, static_cast<double>(doubts.size()) * one.so);
  }
  return all;
}

}  // namespace servesweep::sweep
