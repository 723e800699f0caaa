#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// How an arrival rate varies over time: levels relative to each other, which are scaled so that
/// the mean over the whole profile is the rate of the client. At its end a profile starts again.

/// Piecewise constant: each level holds for its duration.
struct StepProfile {
  struct Step {
    TimeUs duration_us = 0;
    double level = 0.0;
  };
  std::vector<Step> steps;
};

/// Piecewise linear between points in order of time, the first at 0. The profile ends at the last
/// point, so equal first and last levels repeat without a jump.
struct LinearProfile {
  struct Point {
    TimeUs time_us = 0;
    double level = 0.0;
  };
  std::vector<Point> points;
};

/// 1 + amplitude·cos(2π(t − peak_us)/period_us): day and night.
struct SineProfile {
  TimeUs period_us = 0;
  double amplitude = 0.0;
  TimeUs peak_us = 0;
};

using RateProfile = std::variant<StepProfile, LinearProfile, SineProfile>;

/// No profile is longer.
inline constexpr TimeUs kLongestProfile_us = 1'000'000'000'000'000;

/// Throws Problem with where = "`where`.FIELD": durations ≥ 1 µs, levels 0 … 10⁹, the highest of
/// them at least 10⁻⁹, at least one step or two points, times that rise from 0, amplitude 0 … 1, 0
/// ≤ peak_us < period_us.
void validate(const RateProfile& profile, const std::string& where);

}  // namespace servesweep::engine
