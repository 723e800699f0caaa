#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>

#include "sweep/statistics/expectation.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// A strategy at the point that stands for it, about which something is asked that thresholds do
/// not answer: why it does what it does, what its parameters matter. Refers to all.
struct OutsideQuestion {
  const Study& study;
  const Plan& plan;
  PointId point;                         ///< of the strategy
  PointId baseline;                      ///< its point
  std::size_t workload = 0;              ///< position in the study
  std::span<const std::uint64_t> seeds;  ///< on which the other criteria are judged
  double confidence = 0.95;
  int threads = 0;  ///< 0 = as many as there are
};

struct OutsideVerdict {
  Finding finding = Finding::undecided;
  std::string measured{};  ///< a few words for a table; may be empty
  std::string reason{};    ///< why, or what to do to know
};

using OutsideJudge = std::function<OutsideVerdict(const OutsideQuestion&)>;

/// By outside_judge_names().
///
/// - explain: explained(), of the first objective that is a latency.
/// - sensitivity: characterisation_of() by direct_sensitivity() for every objective, by elementary
///   effects where parameters are constrained, on the first few seeds. Held without free
///   parameters, never failed.
///
/// One that takes too many simulations is left undecided, and names the verb to run; so is one that
/// meets a Problem, and gives its text.
[[nodiscard]] std::map<std::string, OutsideJudge> outside_judges();

}  // namespace servesweep::sweep
