#include "sweep/explanation/explained_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/values/interval_checks.h"

namespace servesweep::sweep {
namespace {

constexpr double kExactMs = 1e-6;
constexpr double kSumRounding = 1e-9;
constexpr double kMostServedShare = 0.1;
constexpr double kLeadingShare = 0.5;

double served_share(const ExplainedCell& cell) {
  const double served_ms = cell.parts[index_of(LatencyPart::served)].mean_ms;
  return std::abs(served_ms / cell.difference_ms.mean_difference);
}

/// What contradicts an explanation; empty if nothing does.
std::string contradiction(const Explanation& explanation) {
  const ExplainedCell& cell = explanation.explained_cell();
  if (!(cell.residual_ms <= kExactMs + kSumRounding * cell.difference_ms.baseline_mean)) {
    return fmt::format("the parts miss the difference by {:.3g} ms", cell.residual_ms);
  }
  if (served_share(cell) > kMostServedShare) {
    return fmt::format("{:.0f} % of the difference is due to requests that only one side served",
                       100 * served_share(cell));
  }
  for (const Control& control : explanation.controls) {
    if (control.applies && control.finding == Finding::failed) {
      return fmt::format("the control '{}' failed", control.name);
    }
  }
  return "";
}

/// What the parts leave open; empty if nothing.
std::string doubt_about_parts(const Explanation& explanation) {
  const ExplainedCell& cell = explanation.explained_cell();
  const auto leading = leading_parts(cell, explanation.confidence);
  if (leading.empty()) return "no part's interval, adjusted for their number, excludes 0";
  double sum_ms = 0;
  for (const PartEffect* part : leading) sum_ms += part->mean_ms;
  const double share = sum_ms / cell.difference_ms.mean_difference;
  if (share >= kLeadingShare) return "";
  return fmt::format("the parts that are certain make up {:.0f} % of the difference only",
                     100 * share);
}

/// What the ablation and the controls leave open; empty if nothing.
std::string doubt_about_causes(const Explanation& explanation) {
  const std::vector<Mechanism>& mechanisms = explanation.ablation.mechanisms;
  const FactorialEffects& effects = explanation.ablation.metrics.front().effects;
  const auto lead = leading_mechanism(effects, explanation.confidence);
  if (!lead) return "leaving out no single mechanism loses a certain part of the effect";
  const double lost = effects.mechanisms[*lead].left_out.mean_difference;
  const double share = -lost / effects.total.mean_difference;
  if (share < 1.0 / static_cast<double>(mechanisms.size()) - kSumRounding) {
    return fmt::format("leaving out {} loses {:.0f} % of the effect only", mechanisms[*lead].name,
                       100 * share);
  }
  for (const Control& control : explanation.controls) {
    if (control.applies && control.finding == Finding::undecided) {
      return fmt::format("the control '{}' is undecided", control.name);
    }
  }
  return "";
}

}  // namespace

std::vector<const PartEffect*> leading_parts(const ExplainedCell& cell, double confidence) {
  std::vector<const PartEffect*> leading;
  const bool falls = cell.difference_ms.mean_difference < 0;
  for (const PartEffect& part : cell.parts) {
    if (part.part == LatencyPart::served || (part.mean_ms < 0) != falls) continue;
    if (part.adjusted_p_value < 1 - confidence) leading.push_back(&part);
  }
  std::ranges::stable_sort(leading, std::ranges::greater(),
                           [](const PartEffect* part) { return std::abs(part->mean_ms); });
  return leading;
}

std::optional<std::size_t> leading_mechanism(const FactorialEffects& effects, double confidence) {
  std::optional<std::size_t> lead;
  double most = 0;
  const double sign = effects.total.mean_difference < 0 ? 1 : -1;
  for (std::size_t i = 0; i < effects.mechanisms.size(); ++i) {
    const MechanismEffect& effect = effects.mechanisms[i];
    const bool is_certain =
        excludes_zero(effect.left_out.difference) && effect.left_out_adjusted_p < 1 - confidence;
    const double lost = sign * effect.left_out.mean_difference;
    if (!(lost > most) || !is_certain) continue;
    most = lost;
    lead = i;
  }
  return lead;
}

ExplainedVerdict explained(const Explanation& explanation) {
  const ExplainedCell& cell = explanation.explained_cell();
  if (!excludes_zero(cell.difference_ms.difference)) {
    return {Finding::undecided,
            fmt::format("{} does not differ for certain: there is nothing to explain",
                        explanation.metric)};
  }
  std::string reason = contradiction(explanation);
  if (!reason.empty()) return {Finding::failed, std::move(reason)};
  reason = doubt_about_parts(explanation);
  if (reason.empty()) reason = doubt_about_causes(explanation);
  if (!reason.empty()) return {Finding::undecided, std::move(reason)};
  return {Finding::held,
          "the parts sum to the difference, the leading ones are certain, without the leading "
          "mechanism the effect is lost, and the controls hold"};
}

}  // namespace servesweep::sweep
