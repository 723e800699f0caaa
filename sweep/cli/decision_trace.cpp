#include "sweep/cli/decision_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "io/table/significant_text.h"
#include "sweep/values/shown_digits.h"

namespace servesweep::sweep {
namespace {

/// Words for RoutingIntent::Reason, in its order.
constexpr const char* kReasonNames[] = {"load", "affinity", "spill"};

std::vector<std::string> trace_columns(std::size_t candidates) {
  std::vector<std::string> names{
      "request",      "time_us",    "instance", "reason", "expected_cached_tokens",
      "chosen_score", "best_score", "regret"};
  for (std::size_t i = 1; i <= candidates; ++i) {
    names.push_back(fmt::format("candidate_{}", i));
    names.push_back(fmt::format("score_{}", i));
  }
  return names;
}

}  // namespace

DecisionTrace::DecisionTrace(Output& out, std::int32_t instances, std::int32_t candidates)
    : candidates_(static_cast<std::size_t>(std::min(instances, candidates))),
      rows_(out, io::TableFormat::csv, trace_columns(candidates_)),
      targets_(static_cast<std::size_t>(instances)) {}

/// The best candidates; equal scores in order of instances.
void DecisionTrace::rank(std::span<const double> scores) {
  ranking_.resize(scores.size());
  std::iota(ranking_.begin(), ranking_.end(), std::size_t{0});
  std::partial_sort(ranking_.begin(), ranking_.begin() + static_cast<std::ptrdiff_t>(candidates_),
                    ranking_.end(), [&](std::size_t a, std::size_t b) {
                      return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
                    });
}

void DecisionTrace::decision(const engine::DecisionRow& row) {
  const auto reason = static_cast<std::size_t>(row.intent.reason);
  ++decisions_;
  ++reasons_[reason];
  ++targets_[row.instance.index()];
  regret_sum_ += row.regret;
  regret_max_ = std::max(regret_max_, row.regret);
  rank(row.scores);
  std::vector<io::TableCell> cells{std::int64_t{row.request.value()},
                                   row.clock_us,
                                   std::int64_t{row.instance.value()},
                                   std::string(kReasonNames[reason]),
                                   std::int64_t{row.intent.expected_cached_tokens},
                                   row.chosen_score,
                                   row.best_score,
                                   row.regret};
  for (std::size_t i = 0; i < candidates_; ++i) {
    cells.emplace_back(static_cast<std::int64_t>(ranking_[i]));
    cells.emplace_back(row.scores[ranking_[i]]);
  }
  rows_.write(cells);
}

double DecisionTrace::mean_regret() const {
  return decisions_ == 0 ? 0 : regret_sum_ / static_cast<double>(decisions_);
}

std::string DecisionTrace::targets_text() const {
  constexpr std::size_t kListed = 12;
  if (targets_.size() <= kListed) return fmt::format("{}", fmt::join(targets_, " "));
  const auto [fewest, most] = std::ranges::minmax(targets_);
  return fmt::format("{} to {}", fewest, most);
}

std::string DecisionTrace::text() const {
  return fmt::format(
      "decisions     {} routed: {} for load, {} for affinity, {} spilled\n"
      "targets       {} requests per instance\n"
      "regret        {} mean, {} largest (best score - chosen score)\n",
      decisions_, reasons_[0], reasons_[1], reasons_[2], targets_text(),
      io::significant_text(mean_regret(), kShownDigits),
      io::significant_text(regret_max_, kShownDigits));
}

io::Value DecisionTrace::value() const {
  io::Value reasons = io::Value::map(), targets = io::Value::list();
  for (std::size_t i = 0; i < kReasons; ++i) {
    reasons.set(kReasonNames[i], io::Value::integer(reasons_[i]));
  }
  for (const std::int64_t target : targets_) targets.add(io::Value::integer(target));
  io::Value value = io::Value::map();
  value.set("routed", io::Value::integer(decisions_));
  value.set("reasons", std::move(reasons));
  value.set("targets", std::move(targets));
  value.set("regret_mean", io::Value::number(mean_regret()));
  value.set("regret_max", io::Value::number(regret_max_));
  return value;
}

}  // namespace servesweep::sweep
