#include "sweep/statistics/binomial_interval.h"

#include <boost/math/distributions/binomial.hpp>

#include "engine/base/contract.h"

namespace servesweep::sweep {

Interval binomial_interval(std::size_t held, std::size_t n, double confidence) {
  SERVESWEEP_EXPECT(held <= n && confidence > 0 && confidence < 1);
  if (n == 0) return {.lower = 0, .upper = 1};
  using boost::math::binomial;
  const auto trials = static_cast<double>(n), successes = static_cast<double>(held);
  const double level = (1 - confidence) / 2;
  return {.lower = binomial::find_lower_bound_on_p(trials, successes, level),
          .upper = binomial::find_upper_bound_on_p(trials, successes, level)};
}

}  // namespace servesweep::sweep
