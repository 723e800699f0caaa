#include "sweep/statistics/verdict.h"

namespace servesweep::sweep {

Verdict verdict_of(const Interval& difference, Goal goal) {
  const bool lower = difference.upper < 0 && difference.lower <= difference.upper;
  const bool higher = difference.lower > 0 && difference.lower <= difference.upper;
  if (!lower && !higher) return Verdict::undecided;
  return lower == (goal == Goal::minimize) ? Verdict::better : Verdict::worse;
}

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::undecided:
      return "undecided";
    case Verdict::equal:
      return "equal";
  }
  return "unknown";
}

}  // namespace servesweep::sweep
