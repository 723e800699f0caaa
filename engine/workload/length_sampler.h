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
  explicit LengthSampler(const LengthLaw& law);

  /// One sample, 1 … kLongestLength_tokens. A Pareto sample too large for a double counts as
  /// longest.
  [[nodiscard]] std::int32_t operator()(Stream& stream) const;

 private:
  struct Empirical {  // tokens in increasing order; cumulative.back() is the sum of all weights
    std::vector<std::int32_t> tokens;
    std::vector<double> cumulative;
  };
  using Compiled = std::variant<ConstantLength, GaussianLength, ExponentialLength,
                                ParetoLognormalLength, Empirical>;

  static Compiled compiled(const LengthLaw& law);
  static double draw(const ConstantLength& law, Stream& stream);
  static double draw(const GaussianLength& law, Stream& stream);
  static double draw(const ExponentialLength& law, Stream& stream);
  static double draw(const ParetoLognormalLength& law, Stream& stream);
  static double draw(const Empirical& law, Stream& stream);

  Compiled law_;
};

}  // namespace servesweep::engine
