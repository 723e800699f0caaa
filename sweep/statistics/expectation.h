#pragma once

#include <cstdint>
#include <limits>

#include "sweep/statistics/goal.h"
#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

enum class Effect : std::uint8_t {
  better,
  worse,
  none,
  value,  ///< no comparison: the mean itself lies in a range
};

/// What somebody expects of a paired difference, before seeing it.
struct Expectation {
  Effect effect = Effect::better;
  double at_least = 0;  ///< smallest relative change that counts; better and worse only
  /// Largest relative change that is expected; better and worse only.
  double at_most = std::numeric_limits<double>::infinity();
  double within = 0.02;  ///< largest relative change that does not count; none only
  Interval range{};      ///< in the metric's unit, ends included; value only

  friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// What the data say about an expectation.
enum class Finding : std::uint8_t { held, failed, undecided };

/// An expectation is a set of changes: from `at_least` to `at_most` in the right direction,
/// strictly above 0 if at_least is 0; or at most `within` to either side. Held if the whole
/// interval lies in the set, failed if no point of it does, else undecided. The interval is that of
/// the relative difference; for the side of 0 it is that of the difference. Equivalence by interval
/// inclusion: D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987. For `value` the difference is
/// one from 0, so that its interval is that of the mean (Student t), and the set is the range.
///
/// Degenerate cases:
/// - no pair, one pair, values that are not finite: undecided;
/// - all differences 0: a change of exactly 0, so none holds, better and worse fail;
/// - all values equal: for `value` an interval of width 0;
/// - all differences equal but not 0: as nothing is known of their spread, better and worse are
///   decided only if the sign test rejects chance, (1/2)^(n−1) < 1 − confidence (6 pairs at 0.95);
/// - a baseline of mean 0, or that cannot be told from 0: the relative difference is unknown, so
///   only the direction can be judged.
/// `confidence` is that of the difference's intervals. Precondition: the metric is not negative.
[[nodiscard]] Finding judge(const PairedDifference& difference, Goal goal,
                            const Expectation& expectation, double confidence);

/// Whether all differences are equal, and not 0.
[[nodiscard]] bool is_constant_change(const PairedDifference& difference);

/// The words of study files and tables.
[[nodiscard]] const char* name_of(Effect effect);
[[nodiscard]] const char* name_of(Finding finding);

}  // namespace servesweep::sweep
