#pragma once

#include "sweep/robustness/robustness_report.h"

namespace servesweep::sweep {

/// A report and the file that it answers. Refers to both.
struct RobustnessView {
  const RobustnessStudy& robustness;
  const RobustnessReport& report;
};

}  // namespace servesweep::sweep
