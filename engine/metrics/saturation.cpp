#include "engine/metrics/saturation.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

constexpr double kGrowth = 2, kNoticeable = 0.1, kNegligible = 0.01;

/// A mean that grows.
struct Mean {
  double sum = 0;
  std::int64_t count = 0;

  void add(TimeUs value) {
    sum += static_cast<double>(value);
    ++count;
  }
  [[nodiscard]] double value() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
};

}  // namespace

const char* name_of(Saturation saturation) {
  switch (saturation) {
    case Saturation::underloaded:
      return "underloaded";
    case Saturation::stable:
      return "stable";
    case Saturation::saturated:
      return "saturated";
    case Saturation::unfinished:
      return "unfinished";
  }
  return "unknown";
}

Saturation saturation_of(const QueueWaits& waits, double mean_e2e_us, std::int64_t unfinished) {
  if (unfinished > 0) return Saturation::unfinished;
  if (waits.empty()) return Saturation::underloaded;
  TimeUs first_us = kForever, last_us = 0;
  waits.for_each([&](TimeUs arrival_us, TimeUs) {
    first_us = std::min(first_us, arrival_us);
    last_us = std::max(last_us, arrival_us);
  });
  const TimeUs third_us = (last_us - first_us) / 3;
  Mean all, early, late;
  waits.for_each([&](TimeUs arrival_us, TimeUs wait_us) {
    all.add(wait_us);
    if (arrival_us <= first_us + third_us) early.add(wait_us);
    if (arrival_us >= last_us - third_us) late.add(wait_us);
  });
  const bool grew = late.value() > kGrowth * early.value();
  if (grew && late.value() > kNoticeable * mean_e2e_us) return Saturation::saturated;
  return all.value() < kNegligible * mean_e2e_us ? Saturation::underloaded : Saturation::stable;
}

}  // namespace servesweep::engine
