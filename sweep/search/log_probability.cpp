#include "sweep/search/log_probability.h"

#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace servesweep::sweep {

LogProbability log_normal_probability(double t) {
  constexpr double kTail = -25;  // erfc is still exact, the first terms of the series already are
  const double log_density = -0.5 * (t * t + std::log(boost::math::constants::two_pi<double>()));
  double value;
  if (t > kTail) {
    value = std::log(0.5 * std::erfc(-t / boost::math::constants::root_two<double>()));
  } else {
    const double square = 1 / (t * t);
    value = log_density - std::log(-t) + std::log1p(-square * (1 - 3 * square));
  }
  return {value, std::exp(log_density - value)};
}

}  // namespace servesweep::sweep
