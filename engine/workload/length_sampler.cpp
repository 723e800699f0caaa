#include "engine/workload/length_sampler.h"

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>

#include "engine/workload/lognormal.h"

namespace servesweep::engine {

LengthSampler::LengthSampler(const LengthLaw& law, LengthRange range)
    : law_(std::visit([](const auto& one) { return compiled(one); }, law)), range_(range) {}

std::int32_t LengthSampler::operator()(Stream& stream) const {
  const double sample = std::visit([&](const auto& law) { return draw(law, stream); }, law_);
  const double in_range =
      std::clamp(sample, static_cast<double>(range_.lowest), static_cast<double>(range_.highest));
  return static_cast<std::int32_t>(std::lround(in_range));
}

LengthSampler::Compiled LengthSampler::compiled(const EmpiricalLength& law) {
  Empirical table;
  double sum = 0.0;
  for (const auto& [tokens, probability] : law.probabilities) {
    if (probability <= 0.0) continue;
    sum += probability;
    table.tokens.push_back(static_cast<std::int32_t>(tokens));
    table.cumulative.push_back(sum);
  }
  return table;
}

LengthSampler::Compiled LengthSampler::compiled(const LognormalLength& law) {
  const LognormalParameters normal = lognormal_of_moments(law.mean, law.std_dev);
  return Lognormal{normal.mu, normal.sigma, static_cast<double>(law.min),
                   static_cast<double>(law.max)};
}

LengthSampler::Compiled LengthSampler::compiled(const GeometricLength& law) {
  // An exponential of this rate exceeds k with probability (1 − 1/mean)^k; infinite for mean 1.
  return Geometric{-std::log1p(-1.0 / law.mean)};
}

double LengthSampler::draw(const ConstantLength& law, Stream&) {
  return static_cast<double>(law.value);
}

double LengthSampler::draw(const GaussianLength& law, Stream& stream) {
  const double sample = law.mean + law.std_dev * boost::random::normal_distribution<>()(stream);
  return std::clamp(sample, static_cast<double>(law.min), static_cast<double>(law.max));
}

double LengthSampler::draw(const ExponentialLength& law, Stream& stream) {
  return law.mean * boost::random::exponential_distribution<>()(stream);
}

double LengthSampler::draw(const ParetoLognormalLength& law, Stream& stream) {
  boost::random::uniform_01<> uniform;  // in [0, 1)
  if (uniform(stream) < law.mix_weight) {
    return law.xm / std::pow(1.0 - uniform(stream), 1.0 / law.alpha);
  }
  return std::exp(law.mu + law.sigma * boost::random::normal_distribution<>()(stream));
}

double LengthSampler::draw(const Empirical& law, Stream& stream) {
  const double target = boost::random::uniform_01<>()(stream) * law.cumulative.back();
  const auto found = std::upper_bound(law.cumulative.begin(), law.cumulative.end(), target);
  const auto last = static_cast<std::ptrdiff_t>(law.tokens.size()) - 1;
  return law.tokens[static_cast<std::size_t>(std::min(found - law.cumulative.begin(), last))];
}

double LengthSampler::draw(const Lognormal& law, Stream& stream) {
  const double z = boost::random::normal_distribution<>()(stream);
  return std::clamp(std::exp(law.mu + law.sigma * z), law.min, law.max);
}

double LengthSampler::draw(const UniformLength& law, Stream& stream) {
  const auto numbers = static_cast<double>(law.max - law.min + 1);
  return static_cast<double>(law.min) + std::floor(numbers * boost::random::uniform_01<>()(stream));
}

double LengthSampler::draw(const Geometric& law, Stream& stream) {
  return 1.0 + std::floor(boost::random::exponential_distribution<>()(stream) / law.rate);
}

}  // namespace servesweep::engine
