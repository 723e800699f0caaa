#include "sweep/study/parameter_range.h"

#include <algorithm>
#include <cmath>

#include "sweep/study/rounded.h"

namespace servesweep::sweep {
namespace {

double log_odds(double share) {
  return std::log(share) - std::log1p(-share);
}

}  // namespace

double ParameterRange::exact_at(double share) const {
  switch (scale) {
    case Scale::linear:
      return low + (high - low) * share;
    case Scale::log:
      return low * std::pow(high / low, share);
    case Scale::logit:
      return 1 / (1 + std::exp(-(log_odds(low) + (log_odds(high) - log_odds(low)) * share)));
  }
  return low;
}

double ParameterRange::value_at(double share) const {
  if (share <= 0) return low;
  if (share >= 1) return high;
  const double value = rounded(exact_at(share), scale == Scale::linear ? 12 : 6);
  return std::clamp(value, low, high);
}

double ParameterRange::share_of(double value) const {
  switch (scale) {
    case Scale::linear:
      return (value - low) / (high - low);
    case Scale::log:
      return std::log(value / low) / std::log(high / low);
    case Scale::logit:
      return (log_odds(value) - log_odds(low)) / (log_odds(high) - log_odds(low));
  }
  return 0;
}

}  // namespace servesweep::sweep
