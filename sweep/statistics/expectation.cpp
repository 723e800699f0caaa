#include "sweep/statistics/expectation.h"

namespace servesweep::sweep {
namespace {

bool is_known(const Interval& interval) {
  return interval.lower <= interval.upper;
}

/// No change in any pair is no relative change, whatever the baseline.
Interval relative_interval(const PairedDifference& difference) {
  const Interval exactly_zero{.lower = 0, .upper = 0};
  return difference.difference == exactly_zero ? exactly_zero : difference.relative;
}

Finding judge_equivalence(const Interval& change, double within) {
  if (!is_known(change)) return Finding::undecided;
  if (change.lower >= -within && change.upper <= within) return Finding::held;
  return change.lower > within || change.upper < -within ? Finding::failed : Finding::undecided;
}

/// Changes in the direction that is expected are positive.
Interval towards(bool rise, const Interval& change) {
  return rise ? change : Interval{.lower = -change.upper, .upper = -change.lower};
}

/// `gain`: of the difference; `relative_gain`: of the relative difference.
Finding judge_gain(const Interval& gain, const Interval& relative_gain, double at_least) {
  if (!is_known(gain)) return Finding::undecided;
  if (gain.upper <= 0) return Finding::failed;
  if (at_least == 0) return gain.lower > 0 ? Finding::held : Finding::undecided;
  if (!is_known(relative_gain)) return Finding::undecided;
  if (relative_gain.lower >= at_least) return Finding::held;
  return relative_gain.upper < at_least ? Finding::failed : Finding::undecided;
}

}  // namespace

bool is_constant_change(const PairedDifference& difference) {
  const Interval& interval = difference.difference;
  return interval.lower == interval.upper && difference.mean_difference != 0;
}

Finding judge(const PairedDifference& difference, Goal goal, const Expectation& expectation,
              double confidence) {
  const Interval relative = relative_interval(difference);
  if (expectation.effect == Effect::none) {
    return judge_equivalence(relative, expectation.within);
  }
  if (is_constant_change(difference) && difference.p_value >= 1 - confidence) {
    return Finding::undecided;
  }
  const bool rise = (expectation.effect == Effect::better) == (goal == Goal::maximize);
  return judge_gain(towards(rise, difference.difference), towards(rise, relative),
                    expectation.at_least);
}

const char* name_of(Effect effect) {
  switch (effect) {
    case Effect::better:
      return "better";
    case Effect::worse:
      return "worse";
    case Effect::none:
      return "none";
  }
  return "unknown";
}

const char* name_of(Finding finding) {
  switch (finding) {
    case Finding::held:
      return "held";
    case Finding::failed:
      return "failed";
    case Finding::undecided:
      return "undecided";
  }
  return "unknown";
}

}  // namespace servesweep::sweep
