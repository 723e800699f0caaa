#pragma once

#include <variant>

#include "engine/random/stream.h"
#include "engine/workload/duration_law.h"
#include "engine/workload/lognormal.h"

namespace servesweep::engine {

/// Draws times from a validated law. Made once per law, used for any number of streams; keeps
/// nothing from one draw to the next.
class DurationSampler {
 public:
  explicit DurationSampler(const DurationLaw& law);

  /// One sample in whole microseconds, 0 … kLongestDuration_us.
  [[nodiscard]] TimeUs operator()(Stream& stream) const;

 private:
  using Compiled = std::variant<ConstantDuration, ExponentialDuration, LognormalParameters>;

  static Compiled compiled(const ConstantDuration& law) { return law; }
  static Compiled compiled(const ExponentialDuration& law) { return law; }
  static Compiled compiled(const LognormalDuration& law);
  static double draw(const ConstantDuration& law, Stream& stream);
  static double draw(const ExponentialDuration& law, Stream& stream);
  static double draw(const LognormalParameters& law, Stream& stream);

  Compiled law_;
};

}  // namespace servesweep::engine
