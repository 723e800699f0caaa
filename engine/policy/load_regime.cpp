#include "engine/policy/load_regime.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::engine {

std::vector<ParameterInfo> LoadRegime::parameters(double busy_above, double overload_above,
                                                  double dwell_us) {
  return {real_parameter("busy_above", busy_above, 0, 1e9, "", "load above which it is busy"),
          real_parameter("overload_above", overload_above, 0, 1e9, "",
                         "load above which it is overloaded"),
          real_parameter("hysteresis", 0.25, 0, 1, "",
                         "share of a threshold by which the load must fall below it again"),
          real_parameter("dwell_us", dwell_us, 0, 1e12, "µs", "least time between two changes")};
}

LoadRegime::LoadRegime(const Parameters& parameters)
    : busy_above_(std::min(parameters.real("busy_above"), parameters.real("overload_above"))),
      overload_above_(parameters.real("overload_above")),
      busy_below_((1 - parameters.real("hysteresis")) * busy_above_),
      overload_below_((1 - parameters.real("hysteresis")) * overload_above_),
      dwell_us_(parameters.real("dwell_us")) {}

void LoadRegime::reset() {
  regime_ = Regime::calm;
  last_us_ = 0;
  changed_us_ = kNever;
}

Regime LoadRegime::wanted(double rho) const {
  if (rho > overload_above_) return Regime::overloaded;
  if (rho < busy_below_) return Regime::calm;
  if (regime_ == Regime::calm && rho > busy_above_) return Regime::busy;
  if (regime_ == Regime::overloaded && rho < overload_below_) return Regime::busy;
  return regime_;
}

Regime LoadRegime::update(TimeUs now_us, double rho) {
  SERVESWEEP_EXPECT(now_us >= last_us_);
  last_us_ = now_us;
  const Regime next = wanted(rho);
  if (next == regime_) return regime_;
  const bool dwells =
      changed_us_ != kNever && static_cast<double>(now_us - changed_us_) < dwell_us_;
  if (dwells) return regime_;
  changed_us_ = now_us;
  return regime_ = next;
}

}  // namespace servesweep::engine
