#include "sweep/statistics/mean_interval.h"

#include <cmath>

#include "sweep/statistics/moments.h"
#include "sweep/statistics/student_t.h"

namespace servesweep::sweep {

Interval MeanInterval::interval() const {
  if (std::isinf(half_width)) return {};
  return {mean - half_width, mean + half_width};
}

MeanInterval mean_interval(std::span<const double> values, double confidence) {
  MeanInterval result;
  result.mean = mean_of(values);
  result.n = values.size();
  if (values.size() < 2 || std::isnan(result.mean)) return result;
  const double standard_error =
      std::sqrt(covariance_of(values, values) / static_cast<double>(values.size()));
  result.half_width = student_t_quantile(confidence, values.size() - 1) * standard_error;
  return result;
}

}  // namespace servesweep::sweep
