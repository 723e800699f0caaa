#pragma once

#include <cstdint>

#include "engine/base/ids.h"
#include "engine/policy/parameters.h"

namespace servesweep::engine {

/// How loaded something is, coarsely.
enum class Regime : std::uint8_t { calm, busy, overloaded };
inline constexpr std::size_t kRegimes = 3;

/// Switches between three regimes by a smoothed load rho, with hysteresis, so that a load near a
/// threshold does not make it flutter. Starts calm. Rules, in this order:
///   up:    rho > overload_above → overloaded; else calm and rho > busy_above → busy
///   down:  rho < busy_below → calm; else overloaded and rho < overload_below → busy
///   dwell: nothing changes until dwell_us after the last change
/// with x_below = (1 − hysteresis)·x_above. With busy_above ≥ overload_above nothing is busy: the
/// former counts as the latter.
/// Source: hysteresis control; weights by load as in BLIS (its findings RP-7 and S7).
class LoadRegime {
 public:
  /// Reads the parameters below.
  explicit LoadRegime(const Parameters& parameters);
  /// busy_above, overload_above, hysteresis, dwell_us, with defaults for these thresholds.
  [[nodiscard]] static std::vector<ParameterInfo> parameters(double busy_above,
                                                             double overload_above,
                                                             double dwell_us);

  /// The regime from `now_us` on. Precondition: not earlier than the last update.
  Regime update(TimeUs now_us, double rho);
  [[nodiscard]] Regime regime() const { return regime_; }
  /// A new run begins.
  void reset();

 private:
  [[nodiscard]] Regime wanted(double rho) const;

  double busy_above_, overload_above_, busy_below_, overload_below_, dwell_us_;
  Regime regime_ = Regime::calm;
  TimeUs last_us_ = 0, changed_us_ = kNever;
};

}  // namespace servesweep::engine
