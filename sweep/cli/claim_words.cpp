#include "sweep/cli/claim_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "io/table/significant_text.h"
#include "sweep/cli/change_text.h"
#include "sweep/values/shown_digits.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

std::string range_text(const Interval& range) {
  if (!std::isfinite(range.upper)) return fmt::format("at least {:.4g}", range.lower);
  if (!std::isfinite(range.lower)) return fmt::format("at most {:.4g}", range.upper);
  if (range.lower == range.upper) return fmt::format("exactly {:.4g}", range.lower);
  return fmt::format("{:.4g} to {:.4g}", range.lower, range.upper);
}

bool is_value(const Claim& claim) {
  return claim.expectation.effect == Effect::value;
}

}  // namespace

std::string expected_text(const Claim& claim) {
  const Expectation& expected = claim.expectation;
  if (is_value(claim)) return range_text(expected.range);
  if (expected.effect == Effect::none) {
    return fmt::format("within {:.4g} %", kPercent * expected.within);
  }
  const char* const effect = name_of(expected.effect);
  if (!std::isfinite(expected.at_most)) {
    if (expected.at_least == 0) return effect;
    return fmt::format("{} by {:.4g} %", effect, kPercent * expected.at_least);
  }
  if (expected.at_least == 0) {
    return fmt::format("{} by at most {:.4g} %", effect, kPercent * expected.at_most);
  }
  return fmt::format("{} by {:.4g} to {:.4g} %", effect, kPercent * expected.at_least,
                     kPercent * expected.at_most);
}

std::string than_text(const Claim& claim) {
  if (is_value(claim)) return "";
  const char* const sign = claim.scale == EffectScale::additive ? " + " : " x ";
  std::string text =
      claim.parts.empty() ? claim.than : fmt::format("{}", fmt::join(claim.parts, sign));
  if (claim.than_workload != claim.workload) text += " on " + claim.than_workload;
  return text;
}

std::string value_interval_text(const JudgedClaim& judged) {
  const Interval& interval = judged.difference.difference;
  if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return "unknown";
  return fmt::format("[{}, {}]", io::significant_text(interval.lower, kShownDigits),
                     io::significant_text(interval.upper, kShownDigits));
}

std::string measured_text(const JudgedClaim& judged) {
  const PairedDifference& difference = judged.difference;
  if (!is_value(judged.claim)) {
    const ChangeText change = change_text(difference, judged.unit);
    return change.interval.empty() ? change.change
                                   : fmt::format("{} {}", change.change, change.interval);
  }
  if (!std::isfinite(difference.mean_difference)) return "n/a";
  return fmt::format("{}{} {}", io::significant_text(difference.mean_difference, kShownDigits),
                     judged.unit == "1" ? "" : ' ' + judged.unit, value_interval_text(judged));
}

}  // namespace servesweep::sweep
