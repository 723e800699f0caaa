#pragma once

#include <string>

#include "sweep/explanation/explained_verdict.h"
#include "sweep/explanation/explanation.h"

namespace servesweep::sweep {

/// A strategy or baseline at a point, for people.
struct ExplainedSide {
  std::string name;
  std::string point;       ///< Point::label(); empty without parameters
  std::size_t points = 1;  ///< among which it was chosen on the same seeds; 1: it was not
};

/// An explanation and what it is shown with. Refers to the explanation.
struct ExplainView {
  std::string study, workload;
  std::size_t workloads = 1;  ///< of the study
  ExplainedSide strategy, baseline;
  bool fresh_seeds = false;  ///< not those that the points were chosen on
  const Explanation& explanation;
  ExplainedVerdict verdict;
};

}  // namespace servesweep::sweep
