#include "sweep/ranking/claim_doubt.h"

#include <fmt/format.h>

#include <cmath>

#include "sweep/study/optional_metrics.h"

namespace servesweep::sweep {
namespace {

/// Why there is no ratio to what a claim compares with; empty if there is one.
std::string doubt_about_ratio(const JudgedClaim& judged) {
  const PairedDifference& difference = judged.difference;
  if (!needs_ratio(judged.claim.expectation)) return "";
  if (difference.baseline_mean == 0) return "a change from 0 has no ratio";
  if (difference.baseline_mean < 0) {
    return "the parts add up to less than 0, so that there is no ratio to them";
  }
  if (std::isfinite(difference.relative.upper)) return "";
  return fmt::format("the mean of {} cannot be told from 0",
                     judged.parts.empty() ? judged.claim.than : "what the parts add up to");
}

/// Why a figure that the claim needs is not a number.
std::string doubt_about_figures(const Claim& claim) {
  if (is_optional_metric(claim.metric)) {
    return "the metric was not asked for when these runs were made; run the study into a new "
           "folder";
  }
  if (claim.scale == EffectScale::multiplicative) {
    return "the metric is 0 or undefined in some run, so that there is no ratio to it";
  }
  return "the metric is undefined in some run";
}

}  // namespace

bool needs_ratio(const Expectation& expected) {
  if (expected.effect == Effect::value) return false;
  return expected.effect == Effect::none || expected.at_least > 0 ||
         std::isfinite(expected.at_most);
}

std::string doubt_about(const JudgedClaim& judged) {
  const PairedDifference& difference = judged.difference;
  const Effect effect = judged.claim.expectation.effect;
  if (difference.n == 0) return "no seed is done on both sides";
  if (!std::isfinite(difference.mean_difference)) return doubt_about_figures(judged.claim);
  if (difference.n == 1) return "one seed has no interval";
  const bool has_direction = effect == Effect::better || effect == Effect::worse;
  if (has_direction && is_constant_change(difference)) {
    return fmt::format("the change is the same in all {} seeds, too few for its sign to count",
                       difference.n);
  }
  return doubt_about_ratio(judged);
}

}  // namespace servesweep::sweep
