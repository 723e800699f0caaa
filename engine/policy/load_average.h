#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Exponentially weighted moving average over simulated time. It fades with the time that passes
/// (factor exp(−Δt/τ)), not with the number of updates, so it does not depend on how often anybody
/// looks. Exact for a level that stays constant between updates and for events of no duration.
class LoadAverage {
 public:
  /// Time constant τ, µs, ≥ 0; 0 = a level is not smoothed. Events need τ > 0.
  explicit LoadAverage(double time_constant_us) : time_constant_us_(time_constant_us) {}

  /// Average at `now_us`, from which on the quantity has this level; before, it had the last one.
  double hold(TimeUs now_us, double level);
  /// Average at `now_us`, at which an event adds `amount`: events of amount a, r of them per µs,
  /// average to a·r.
  double pulse(TimeUs now_us, double amount);

  /// A new run begins: average and level 0 at time 0.
  void reset() { *this = LoadAverage(time_constant_us_); }

 private:
  /// Precondition: not earlier than the last update.
  void advance(TimeUs now_us);

  double time_constant_us_;
  double mean_ = 0, level_ = 0;
  TimeUs last_us_ = 0;
};

}  // namespace servesweep::engine
