#include "sweep/saturation/rate_bracket.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/contract.h"
#include "sweep/study/rounded.h"

namespace servesweep::sweep {
namespace {

constexpr int kRateDigits = 6;
constexpr double kUnbounded = std::numeric_limits<double>::infinity();

/// Ends with one end of the bracket at most one step from the other, or beyond the limits.
RateBracket bracket(const BracketSearch& search, const std::function<bool(double)>& holds) {
  const bool goes_up = holds(search.start);
  double inside = search.start, factor = search.first_factor;
  for (;; factor = std::min(2.0, factor * factor)) {
    const double next = rounded(goes_up ? inside * factor : inside / factor, kRateDigits);
    if (next > search.highest) return {inside, kUnbounded};
    if (next < search.lowest) return {0, inside};
    if (holds(next) != goes_up) {
      return goes_up ? RateBracket{inside, next} : RateBracket{next, inside};
    }
    inside = next;
  }
}

}  // namespace

RateBracket find_bracket(const BracketSearch& search, const std::function<bool(double)>& holds) {
  SERVESWEEP_EXPECT(search.start > 0 && search.first_factor > 1 && search.tolerance > 0);
  RateBracket found = bracket(search, holds);
  if (found.lower == 0 || found.upper == kUnbounded) return found;
  while (found.upper > found.lower * (1 + search.tolerance)) {
    const double middle = rounded(std::sqrt(found.lower * found.upper), kRateDigits);
    if (middle <= found.lower || middle >= found.upper) break;  // as near as digits go
    (holds(middle) ? found.lower : found.upper) = middle;
  }
  return found;
}

}  // namespace servesweep::sweep
