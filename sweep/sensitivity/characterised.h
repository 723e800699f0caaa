#pragma once

#include <string>

#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

/// Whether the sensitivity of a strategy to its parameters is characterised, and why (not).
struct Characterisation {
  bool is_characterised = false;
  std::string reason;  ///< one sentence, in lower case
};

/// Below this Q² a model is no basis for indices: they are not given.
inline constexpr double kLeastQ2 = 0.5;

/// Whether a report gives no indices, as its model predicts too badly.
[[nodiscard]] bool is_refused(const SensitivityReport& report);

/// Characterised is: all intervals of indices are at most `widest` wide (of elementary effects: as
/// a share of the largest); of no factor is it unclear whether it matters; those that matter have a
/// range where they are good; simulated, or by a model with a Q² of at least 0.7 that knows more
/// than half of the variance over the whole space; less than half of the variance is chance of the
/// seeds, of which there are two or more.
[[nodiscard]] Characterisation characterisation_of(const SensitivityReport& report,
                                                   double widest = 0.2);

}  // namespace servesweep::sweep
