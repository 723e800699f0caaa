#include "sweep/explanation/plain_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "sweep/explanation/explained_verdict.h"
#include "sweep/explanation/figure_words.h"
#include "sweep/values/interval_checks.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kPartsNamed = 3;
constexpr double kLeastNamedShare = 0.01;  ///< of the difference: less explains nothing

/// The sentences, in order.
class Words {
 public:
  explicit Words(const Explanation& explanation)
      : e_(explanation),
        cell_(explanation.explained_cell()),
        effects_(explanation.ablation.metrics.front().effects) {}

  [[nodiscard]] std::string difference(const std::string& strategy,
                                       const std::string& baseline) const;
  [[nodiscard]] std::string parts() const;
  [[nodiscard]] std::string against() const;
  [[nodiscard]] std::string served() const;
  [[nodiscard]] std::string mechanism() const;
  [[nodiscard]] std::string together() const;
  [[nodiscard]] std::string costs() const;
  [[nodiscard]] std::string vanishes() const;

 private:
  [[nodiscard]] double share_of(const PartEffect& part) const {
    return part.mean_ms / cell_.difference_ms.mean_difference;
  }
  /// Its test and its interval agree, and it is large enough to be worth naming.
  [[nodiscard]] bool is_worth_naming(const PartEffect& part) const {
    return part.adjusted_p_value < 1 - e_.confidence && excludes_zero(part.interval_ms) &&
           std::abs(share_of(part)) >= kLeastNamedShare;
  }
  /// With its share, unless that is one of a difference that may be none.
  [[nodiscard]] std::string part_words(const PartEffect& part) const {
    const bool has_share = excludes_zero(cell_.difference_ms.difference);
    return fmt::format("{} ({} ms{}{})", kPartNames[index_of(part.part)].meaning,
                       change_words(part.mean_ms, part.interval_ms), has_share ? ", " : "",
                       has_share ? share_words(share_of(part)) : "");
  }

  const Explanation& e_;
  const ExplainedCell& cell_;
  const FactorialEffects& effects_;
};

std::string Words::difference(const std::string& strategy, const std::string& baseline) const {
  const PairedDifference& change = cell_.difference_ms;
  const std::string from_to =
      fmt::format("{} of {} is {} ms, that of {} {} ms", e_.metric, strategy,
                  value_words(change.baseline_mean + change.mean_difference), baseline,
                  value_words(change.baseline_mean));
  if (!excludes_zero(change.difference)) {
    return fmt::format("{}: over {} seeds no certain difference ({} ms).", from_to, e_.seeds,
                       change_words(change.mean_difference, change.difference));
  }
  return fmt::format("{}: a change of {} ms, or {}, over {} seeds.", from_to,
                     change_words(change.mean_difference, change.difference),
                     relative_words(change, "ms"), e_.seeds);
}

std::string Words::parts() const {
  std::vector<const PartEffect*> leading = leading_parts(cell_, e_.confidence);
  if (leading.empty()) return "No single part of it is certain: more seeds would tell.";
  std::erase_if(leading, [this](const PartEffect* part) { return !is_worth_naming(*part); });
  if (leading.empty()) return "The parts that are certain make up less than a hundredth each.";
  std::string text = "Most of what is certain comes from: ";
  for (std::size_t i = 0; i < std::min(leading.size(), kPartsNamed); ++i) {
    text += (i > 0 ? "; " : "") + part_words(*leading[i]);
  }
  return text + ".";
}

std::string Words::against() const {
  const PartEffect* most = nullptr;
  const bool falls = cell_.difference_ms.mean_difference < 0;
  for (const PartEffect& part : cell_.parts) {
    if (!is_worth_naming(part) || (part.mean_ms < 0) == falls) continue;
    if (most == nullptr || std::abs(part.mean_ms) > std::abs(most->mean_ms)) most = &part;
  }
  return most == nullptr ? "" : "Against it works: " + part_words(*most) + ".";
}

std::string Words::served() const {
  if (cell_.baseline_only + cell_.strategy_only == 0) return "";
  const PartEffect& served = cell_.parts[index_of(LatencyPart::served)];
  return fmt::format(
      "{} requests got this latency from the baseline only and {} from the strategy only, {} from "
      "both; that they are not the same ones makes {} ms of the difference.",
      cell_.baseline_only, cell_.strategy_only, cell_.both,
      change_words(served.mean_ms, served.interval_ms));
}

std::string Words::mechanism() const {
  const std::vector<Mechanism>& mechanisms = e_.ablation.mechanisms;
  if (mechanisms.empty()) return "Both are the same scenario.";
  if (mechanisms.size() == 1) {
    return fmt::format("They differ in one mechanism, {}.", mechanisms.front().change);
  }
  const auto lead = leading_mechanism(effects_, e_.confidence);
  if (!lead) {
    return fmt::format(
        "They differ in {} mechanisms; leaving out no single one loses a certain part of the "
        "effect.",
        mechanisms.size());
  }
  const MechanismEffect& effect = effects_.mechanisms[*lead];
  const std::string share =
      excludes_zero(effects_.total.difference)
          ? fmt::format(", {} the whole effect", share_of_words(-effect.left_out.mean_difference /
                                                                effects_.total.mean_difference))
          : "";
  return fmt::format(
      "Of {} mechanisms {} matters most ({}): leaving it out changes {} by {}{}; alone it does {}.",
      mechanisms.size(), mechanisms[*lead].name, mechanisms[*lead].change, e_.metric,
      relative_words(effect.left_out, "ms"), share, relative_words(effect.alone, "ms"));
}

std::string Words::together() const {
  if (e_.ablation.mechanisms.size() < 2) return "";
  const PairedDifference& beyond = effects_.beyond_sum;
  const std::string figure = relative_words(beyond, "ms");
  if (beyond.difference == Interval{0, 0}) {
    return "What the mechanisms do together is exactly the sum of what each does alone.";
  }
  if (!excludes_zero(beyond.difference)) {
    return fmt::format("Whether the mechanisms do more together than apart is not certain ({}).",
                       figure);
  }
  const bool more = (beyond.mean_difference < 0) == (effects_.total.mean_difference < 0);
  return fmt::format("Together the mechanisms do {} than the sum of what each does alone ({}).",
                     more ? "more" : "less", figure);
}

std::string Words::costs() const {
  std::string text;
  for (const MetricChange& cost : e_.costs) {
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ", cost.metric.column.name,
                        relative_words(cost.change, cost.metric.column.unit));
  }
  return text.empty() ? "No metric looked at is worse for certain." : "It costs: " + text + ".";
}

std::string Words::vanishes() const {
  std::string held, failed, open;
  for (const Control& control : e_.controls) {
    if (!control.applies) continue;
    std::string& list = control.finding == Finding::held     ? held
                        : control.finding == Finding::failed ? failed
                                                             : open;
    list += (list.empty() ? "" : ", ") + control.name;
  }
  std::string text;
  if (!held.empty()) text += "What must vanish does, in these controls: " + held + ".";
  if (!failed.empty()) text += " It does not in: " + failed + ".";
  if (!open.empty()) text += " Undecided: " + open + ".";
  return text;
}

}  // namespace

std::string plain_words(const Explanation& explanation, const std::string& strategy,
                        const std::string& baseline) {
  const Words words(explanation);
  std::string text = words.difference(strategy, baseline);
  for (const std::string& sentence :
       {words.parts(), words.against(), words.served(), words.mechanism(), words.together(),
        words.costs(), words.vanishes()}) {
    if (!sentence.empty()) text += " " + sentence;
  }
  return text;
}

}  // namespace servesweep::sweep
