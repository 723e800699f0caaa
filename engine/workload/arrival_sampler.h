#pragma once

#include <variant>

#include "engine/base/ids.h"
#include "engine/random/stream.h"
#include "engine/workload/arrival_law.h"

namespace servesweep::engine {

/// Draws the gaps between the arrivals of one client. Made once, used for any number of streams;
/// keeps nothing from one draw to the next.
class ArrivalSampler {
 public:
  /// `rate_per_us`: mean arrivals per microsecond, > 0. Precondition: `arrival` is valid.
  ArrivalSampler(const ArrivalSpec& arrival, double rate_per_us);

  /// Time to the next arrival: the sample truncated to whole microseconds, at least 1 (so the rate
  /// is about half a microsecond per gap too high); kForever if it does not fit TimeUs.
  [[nodiscard]] TimeUs operator()(Stream& stream) const;

 private:
  struct Constant {
    double gap_us;
  };
  struct Exponential {
    double mean_us;
  };
  struct Gamma {
    double shape, scale_us;
  };
  struct Weibull {
    double shape, scale_us;
  };
  using Compiled = std::variant<Constant, Exponential, Gamma, Weibull>;

  static Compiled compiled(const ArrivalSpec& arrival, double mean_us);
  static double draw(const Constant& law, Stream& stream);
  static double draw(const Exponential& law, Stream& stream);
  static double draw(const Gamma& law, Stream& stream);
  static double draw(const Weibull& law, Stream& stream);

  Compiled law_;
};

/// Shape of the Weibull law whose coefficient of variation is `cv`, 0.01 … 10.4.
[[nodiscard]] double weibull_shape(double cv);

}  // namespace servesweep::engine
