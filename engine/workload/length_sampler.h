#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "engine/random/stream.h"
#include "engine/workload/length_law.h"

namespace servesweep::engine {

/// Draws numbers of tokens from a validated law. Made once per law, used for any number of streams;
/// keeps nothing from one draw to the next.
class LengthSampler {
 public:
  explicit LengthSampler(const LengthLaw& law, LengthRange range = {});

  /// One sample, clamped to the range. One too large for a double counts as longest.
  [[nodiscard]] std::int32_t operator()(Stream& stream) const;

 private:
  struct Empirical {  // tokens in increasing order; cumulative.back() is the sum of all weights
    std::vector<std::int32_t> tokens;
    std::vector<double> cumulative;
  };
  struct Lognormal {  // exp(mu + sigma·Z)
    double mu, sigma, min, max;
  };
  struct Geometric {  // 1 + ⌊exponential / rate⌋
    double rate;
  };
  using Compiled =
      std::variant<ConstantLength, GaussianLength, ExponentialLength, ParetoLognormalLength,
                   Empirical, Lognormal, UniformLength, Geometric>;

  template <class Law>
  static Compiled compiled(const Law& law) {
    return law;
  }
  static Compiled compiled(const EmpiricalLength& law);
  static Compiled compiled(const LognormalLength& law);
  static Compiled compiled(const GeometricLength& law);
  static double draw(const ConstantLength& law, Stream& stream);
  static double draw(const GaussianLength& law, Stream& stream);
  static double draw(const ExponentialLength& law, Stream& stream);
  static double draw(const ParetoLognormalLength& law, Stream& stream);
  static double draw(const Empirical& law, Stream& stream);
  static double draw(const Lognormal& law, Stream& stream);
  static double draw(const UniformLength& law, Stream& stream);
  static double draw(const Geometric& law, Stream& stream);

  Compiled law_;
  LengthRange range_;
};

}  // namespace servesweep::engine
