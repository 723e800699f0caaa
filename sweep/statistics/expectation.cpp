#include "sweep/statistics/expectation.h"

#include <cmath>

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

Finding judge_value(const Interval& mean, const Interval& range) {
  if (!is_known(mean)) return Finding::undecided;
  if (mean.lower >= range.lower && mean.upper <= range.upper) return Finding::held;
  return mean.lower > range.upper || mean.upper < range.lower ? Finding::failed
                                                              : Finding::undecided;
}

/// Changes in the direction that is expected are positive.
Interval towards(bool rise, const Interval& change) {
  return rise ? change : Interval{.lower = -change.upper, .upper = -change.lower};
}

/// `gain`: of the difference; `relative_gain`: of the relative difference.
Finding judge_gain(const Interval& gain, const Interval& relative_gain,
                   const Expectation& expected) {
  if (!is_known(gain)) return Finding::undecided;
  if (gain.upper <= 0) return Finding::failed;
  const bool is_gain = gain.lower > 0;
  if (expected.at_least == 0 && std::isinf(expected.at_most)) {
    return is_gain ? Finding::held : Finding::undecided;
  }
  if (!is_known(relative_gain)) return Finding::undecided;
  const Interval& of = relative_gain;
  if (of.upper < expected.at_least || of.lower > expected.at_most) return Finding::failed;
  const bool in_range = of.lower >= expected.at_least && of.upper <= expected.at_most;
  return is_gain && in_range ? Finding::held : Finding::undecided;
}

}  // namespace

bool is_constant_change(const PairedDifference& difference) {
  const Interval& interval = difference.difference;
  return interval.lower == interval.upper && difference.mean_difference != 0;
}

Finding judge(const PairedDifference& difference, Goal goal, const Expectation& expectation,
              double confidence) {
  if (expectation.effect == Effect::value) {
    return judge_value(difference.difference, expectation.range);
  }
  const Interval relative = relative_interval(difference);
  if (expectation.effect == Effect::none) {
    return judge_equivalence(relative, expectation.within);
  }
  if (is_constant_change(difference) && difference.p_value >= 1 - confidence) {
    return Finding::undecided;
  }
  const bool rise = (expectation.effect == Effect::better) == (goal == Goal::maximize);
  return judge_gain(towards(rise, difference.difference), towards(rise, relative), expectation);
}

const char* name_of(Effect effect) {
  switch (effect) {
    case Effect::better:
      return "better";
    case Effect::worse:
      return "worse";
    case Effect::none:
      return "none";
    case Effect::value:
      return "value";
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
