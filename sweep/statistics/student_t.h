#pragma once

#include <cstddef>

namespace servesweep::sweep {

/// The t for which a Student-t variable lies in [−t, t] with probability `confidence` (in (0, 1));
/// 2.776 for 0.95 and 4 degrees of freedom. Precondition: degrees_of_freedom ≥ 1.
[[nodiscard]] double student_t_quantile(double confidence, std::size_t degrees_of_freedom);

/// Probability that a Student-t variable is at least as far from 0 as t: the two-sided p-value.
/// 1 at t = 0, 0 at t = ±∞. Preconditions: t is not NaN, degrees_of_freedom ≥ 1.
[[nodiscard]] double student_t_two_sided_p(double t, std::size_t degrees_of_freedom);

}  // namespace servesweep::sweep
