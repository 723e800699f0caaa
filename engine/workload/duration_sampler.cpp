#include "engine/workload/duration_sampler.h"

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

namespace servesweep::engine {

DurationSampler::DurationSampler(const DurationLaw& law)
    : law_(std::visit([](const auto& one) { return compiled(one); }, law)) {}

TimeUs DurationSampler::operator()(Stream& stream) const {
  const double sample_us = std::visit([&](const auto& law) { return draw(law, stream); }, law_);
  return static_cast<TimeUs>(std::min(sample_us, static_cast<double>(kLongestDuration_us)));
}

DurationSampler::Compiled DurationSampler::compiled(const LognormalDuration& law) {
  return lognormal_of_moments(law.mean_us, law.std_dev_us);
}

double DurationSampler::draw(const ConstantDuration& law, Stream&) {
  return static_cast<double>(law.value_us);
}

double DurationSampler::draw(const ExponentialDuration& law, Stream& stream) {
  return law.mean_us * boost::random::exponential_distribution<>()(stream);
}

double DurationSampler::draw(const LognormalParameters& law, Stream& stream) {
  return std::exp(law.mu + law.sigma * boost::random::normal_distribution<>()(stream));
}

}  // namespace servesweep::engine
