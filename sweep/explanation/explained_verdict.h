#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sweep/explanation/explanation.h"

namespace servesweep::sweep {

/// Parts of a cell that carry its difference, largest first: those in its direction whose Holm
/// adjusted p-value is below 1 − confidence.
[[nodiscard]] std::vector<const PartEffect*> leading_parts(const ExplainedCell& cell,
                                                           double confidence);

/// The mechanism whose absence changes the metric most against the effect, of those for which the
/// interval of that change excludes 0 and its p-value, adjusted by Holm's method for the number of
/// mechanisms, is below 1 − confidence: the largest of many is easily large by chance. Nothing if
/// there is none.
[[nodiscard]] std::optional<std::size_t> leading_mechanism(const FactorialEffects& effects,
                                                           double confidence);

/// Whether a difference is mechanistically explained, and why (not).
struct ExplainedVerdict {
  Finding finding = Finding::undecided;
  std::string reason;
};

/// Held if all of this is so:
/// - there is a difference: its interval excludes 0;
/// - the parts sum to it exactly (to rounding: 1 ns, and 10⁻⁹ of the value), and at most 10 % of it
/// is due to requests that
///   only one side served: for them there is no comparison;
/// - at least one part leads (leading_parts()), and those that lead make up at least half of it;
/// - without the leading mechanism (leading_mechanism()) the effect is lost: what leaving it out
///   changes is at least the effect's equal share, 1 / number of mechanisms;
/// - every control that applies is held.
/// Failed if a sum is not exact, too much is due to who was served, or a control failed. Else
/// undecided, with what is missing.
[[nodiscard]] ExplainedVerdict explained(const Explanation& explanation);

}  // namespace servesweep::sweep
