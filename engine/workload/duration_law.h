#pragma once

#include <string>
#include <variant>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Laws of a time such as a user's thinking or a tool's run, as a workload file states them.
/// Whatever the law, a sample is rounded down to whole microseconds and lies in 0 …
/// kLongestDuration_us.
inline constexpr TimeUs kLongestDuration_us = 1'000'000'000'000;

/// Always `value_us`.
struct ConstantDuration {
  TimeUs value_us = 0;
};

/// Exponential with the given mean.
struct ExponentialDuration {
  double mean_us = 0.0;
};

/// Log-normal with the given mean and standard deviation: many short times, a few very long ones.
struct LognormalDuration {
  double mean_us = 0.0;
  double std_dev_us = 0.0;
};

using DurationLaw = std::variant<ConstantDuration, ExponentialDuration, LognormalDuration>;

/// Throws Problem at `where` for a constant outside 0 … kLongestDuration_us, at "`where`.mean"
/// unless 0 < mean ≤ kLongestDuration_us, at "`where`.std_dev" unless 0 ≤ std_dev ≤ 1000 means.
void validate(const DurationLaw& law, const std::string& where);

}  // namespace servesweep::engine
