#include "engine/workload/length_sampler.h"

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <type_traits>

namespace servesweep::engine {

LengthSampler::LengthSampler(const LengthLaw& law) : law_(compiled(law)) {}

std::int32_t LengthSampler::operator()(Stream& stream) const {
  const double tokens = std::visit([&](const auto& law) { return draw(law, stream); }, law_);
  const double in_range = std::clamp(tokens, 1.0, static_cast<double>(kLongestLength_tokens));
  return static_cast<std::int32_t>(std::lround(in_range));
}

LengthSampler::Compiled LengthSampler::compiled(const LengthLaw& law) {
  return std::visit(
      [](const auto& one) -> Compiled {
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, EmpiricalLength>) {
          Empirical table;
          double sum = 0.0;
          for (const auto& [tokens, probability] : one.probabilities) {
            if (probability <= 0.0) continue;
            sum += probability;
            table.tokens.push_back(static_cast<std::int32_t>(tokens));
            table.cumulative.push_back(sum);
          }
          return table;
        } else {
          return one;
        }
      },
      law);
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

}  // namespace servesweep::engine
