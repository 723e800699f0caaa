#pragma once

#include <string>

#include "sweep/saturation/saturation_search.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// The saturation of one workload under one point, to be shown to people or programs.
struct SaturationView {
  const std::string& study;
  const std::string& strategy;
  const Point& point;
  const WorkloadFile& workload;
  const SaturationOptions& options;
  const SaturationResult& result;

  /// A rate per second from a multiple of the workload's own.
  [[nodiscard]] double rate_of(double scale) const { return scale * result.own_rate_per_s; }
  /// What is counted: "requests/s", or "conversations/s" if there are any.
  [[nodiscard]] std::string unit() const;
};

}  // namespace servesweep::sweep
