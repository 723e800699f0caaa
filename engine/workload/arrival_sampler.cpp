#include "engine/workload/arrival_sampler.h"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/weibull_distribution.hpp>
#include <cmath>

namespace servesweep::engine {
namespace {

/// Plain doubles: long double differs from platform to platform.
using DoublesOnly = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

double log_gamma(double x) {
  return boost::math::lgamma(x, DoublesOnly());
}

}  // namespace

ArrivalSampler::ArrivalSampler(const ArrivalSpec& arrival, double rate_per_us)
    : law_(compiled(arrival, 1.0 / rate_per_us)) {}

TimeUs ArrivalSampler::operator()(Stream& stream) const {
  const double gap_us = std::visit([&](const auto& law) { return draw(law, stream); }, law_);
  if (gap_us < 1.0) return 1;
  constexpr double kFirstTooLong_us = 0x1p63;
  return gap_us < kFirstTooLong_us ? static_cast<TimeUs>(gap_us) : kForever;
}

ArrivalSampler::Compiled ArrivalSampler::compiled(const ArrivalSpec& arrival, double mean_us) {
  const double cv = arrival.cv.value_or(1.0);
  switch (arrival.process) {
    case ArrivalProcess::gamma:
      return Gamma{1.0 / (cv * cv), mean_us * cv * cv};
    case ArrivalProcess::weibull: {
      const double shape = weibull_shape(cv);
      return Weibull{shape, mean_us / std::exp(log_gamma(1.0 + 1.0 / shape))};
    }
    case ArrivalProcess::constant:
      return Constant{mean_us};
    case ArrivalProcess::poisson:
      break;
  }
  return Exponential{mean_us};
}

double ArrivalSampler::draw(const Constant& law, Stream&) {
  return law.gap_us;
}

double ArrivalSampler::draw(const Exponential& law, Stream& stream) {
  return law.mean_us * boost::random::exponential_distribution<>()(stream);
}

double ArrivalSampler::draw(const Gamma& law, Stream& stream) {
  return boost::random::gamma_distribution<>(law.shape, law.scale_us)(stream);
}

double ArrivalSampler::draw(const Weibull& law, Stream& stream) {
  return boost::random::weibull_distribution<>(law.shape, law.scale_us)(stream);
}

double weibull_shape(double cv) {
  // ln(1 + CV²) falls strictly as the shape grows; logarithms keep it accurate at both ends.
  const double target = std::log1p(cv * cv);
  const auto excess = [target](double shape) {
    return log_gamma(1.0 + 2.0 / shape) - 2.0 * log_gamma(1.0 + 1.0 / shape) - target;
  };
  std::uintmax_t most_iterations = 100;
  const auto [below, above] = boost::math::tools::toms748_solve(
      excess, 0.1, 1000.0, boost::math::tools::eps_tolerance<double>(45), most_iterations);
  return 0.5 * (below + above);
}

}  // namespace servesweep::engine
