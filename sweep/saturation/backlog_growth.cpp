#include "sweep/saturation/backlog_growth.h"

#include <algorithm>

namespace servesweep::sweep {

double backlog_growth(std::span<const Stay> stays, const TimeWindow& window) {
  const double length_us = window.length_us();
  const double half_us = length_us / 2;
  double moment = 0;  // ∫ (t − m) N(t) dt
  double arrivals = 0;
  for (const Stay& stay : stays) {
    if (window.contains(stay.arrival_us)) ++arrivals;
    const engine::TimeUs from_us = std::max(stay.arrival_us, window.begin_us);
    const engine::TimeUs to_us = std::min(stay.leave_us, window.end_us);
    if (to_us <= from_us) continue;
    const double from = static_cast<double>(from_us - window.begin_us) - half_us;
    const double to = static_cast<double>(to_us - window.begin_us) - half_us;
    moment += (to - from) * (to + from) / 2;
  }
  if (arrivals == 0 || length_us <= 0) return 0;
  return 12 * moment / (length_us * length_us * arrivals);
}

}  // namespace servesweep::sweep
