#pragma once

#include <cstdint>

#include "sweep/statistics/goal.h"
#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

enum class Effect : std::uint8_t { better, worse, none };

/// What somebody expects of a paired difference, before seeing it.
struct Expectation {
  Effect effect = Effect::better;
  double at_least = 0;   ///< smallest relative change that counts; better and worse only
  double within = 0.02;  ///< largest relative change that does not count; none only

  friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// What the data say about an expectation.
enum class Finding : std::uint8_t { held, failed, undecided };

/// An expectation is a set of changes: from `at_least` on in the right direction, or strictly above
/// 0 if that is 0; or at most `within` to either side. Held if the whole interval lies in the set,
/// failed if no point of it does, else undecided. The interval is that of the relative difference;
/// for at_least = 0 that of the difference, as only the side of 0 counts. Equivalence by interval
/// inclusion: D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987.
///
/// Degenerate cases:
/// - no pair, one pair, values that are not finite: undecided;
/// - all differences 0: a change of exactly 0, so none holds, better and worse fail;
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
