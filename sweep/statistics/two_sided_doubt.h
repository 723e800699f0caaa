#pragma once

#include <span>

#include "sweep/statistics/expectation.h"

namespace servesweep::sweep {

/// How far data speak for and against a statement: the p-values of its two one-sided tests. The
/// default says nothing.
struct TwoSidedDoubt {
  double not_so = 1;  ///< p-value of "the statement is wrong": small means that it is right
  double so = 1;      ///< p-value of "the statement is right": small means that it is wrong

  friend bool operator==(const TwoSidedDoubt&, const TwoSidedDoubt&) = default;
};

/// Held or failed if one of the p-values is at most (1 − confidence)/2, which is the same as: the
/// two-sided interval at `confidence` lies wholly on one side. Else undecided.
[[nodiscard]] Finding judge(const TwoSidedDoubt& doubt, double confidence);

/// "The mean is above 0" (`strictly`) or "not below 0", by Student's t with n − 1 degrees of
/// freedom, exact for normal values. Values that are all equal say nothing of their spread, so only
/// their side counts, as in a sign test: (1/2)^n. Fewer than two values, or one that is not finite,
/// say nothing.
[[nodiscard]] TwoSidedDoubt doubt_of_mean(std::span<const double> margins, bool strictly);

/// "Each value is above 0 with probability at least `share`", `held` of `n` being so: exact
/// binomial tails, which belong to the interval of Clopper and Pearson (binomial_interval()).
/// `share` = 1 is no probability but a statement on these n values, and beyond doubt either way. No
/// value says nothing.
[[nodiscard]] TwoSidedDoubt doubt_of_share(std::size_t held, std::size_t n, double share);

/// "All of the statements are right". Right: the largest of their p-values, each tested at the full
/// level (intersection–union test: R. L. Berger, "Multiparameter hypothesis testing and acceptance
/// sampling", Technometrics 24, 1982). Wrong: m times the smallest of m, by Bonferroni's
/// inequality, as any of them may be the wrong one. None at all is right.
[[nodiscard]] TwoSidedDoubt doubt_of_all(std::span<const TwoSidedDoubt> doubts);

}  // namespace servesweep::sweep
