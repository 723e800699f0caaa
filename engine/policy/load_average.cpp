#include "engine/policy/load_average.h"

#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::engine {

void LoadAverage::advance(TimeUs now_us) {
  SERVESWEEP_EXPECT(now_us >= last_us_);
  if (now_us == last_us_) return;
  const double passed_us = static_cast<double>(now_us - last_us_);
  mean_ = level_ + (mean_ - level_) * std::exp(-passed_us / time_constant_us_);  // exp(−∞) = 0
  last_us_ = now_us;
}

double LoadAverage::hold(TimeUs now_us, double level) {
  advance(now_us);
  level_ = level;
  if (time_constant_us_ == 0) mean_ = level;
  return mean_;
}

double LoadAverage::pulse(TimeUs now_us, double amount) {
  SERVESWEEP_EXPECT(time_constant_us_ > 0);
  advance(now_us);
  mean_ += amount / time_constant_us_;
  return mean_;
}

}  // namespace servesweep::engine
