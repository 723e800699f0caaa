#include "sweep/cli/saturation_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/table/significant_text.h"
#include "io/table/table.h"
#include "sweep/cli/figure_column.h"

namespace servesweep::sweep {
namespace {

using io::significant_text;

constexpr int kDigits = 4;

std::string bounds_text(const Interval& bounds, int decimals) {
  return fmt::format("[{:.{}f}, {:.{}f}]", bounds.lower, decimals, bounds.upper, decimals);
}

std::string verdict_text(const SustainabilityVerdict& verdict) {
  const std::string limit = name_of(verdict.limit);
  return limit.empty() ? name_of(verdict.verdict)
                       : fmt::format("{}: {}", name_of(verdict.verdict), limit);
}

/// Shown of a rate that was tried with several lengths: the last, longest one.
std::vector<const RateTrial*> in_order(const SaturationResult& result) {
  std::vector<const RateTrial*> trials;
  for (const RateTrial& trial : result.trials) {
    if (result.trial_at(trial.scale) == &trial) trials.push_back(&trial);
  }
  std::ranges::sort(trials, {}, &RateTrial::scale);
  return trials;
}

std::string trials_table(const SaturationView& view) {
  io::Table table({figure_column(view.unit()),
                   figure_column("times its rate"),
                   figure_column("requests"),
                   figure_column("seeds"),
                   figure_column("goodput"),
                   {.header = "bounds"},
                   figure_column("growth %"),
                   {.header = "bounds"},
                   {.header = "verdict"}});
  for (const RateTrial* trial : in_order(view.result)) {
    const BoundedMean &goodput = trial->verdict.goodput, &growth = trial->verdict.growth;
    table.add_row({view.rate_of(trial->scale), trial->scale, trial->requests,
                   static_cast<std::int64_t>(trial->seeds), fmt::format("{:.4f}", goodput.mean),
                   bounds_text(goodput.bounds, 4), fmt::format("{:.2f}", 100 * growth.mean),
                   bounds_text({100 * growth.bounds.lower, 100 * growth.bounds.upper}, 2),
                   verdict_text(trial->verdict)});
  }
  return table.render(io::TableFormat::text);
}

std::string failure_text(const SaturationView& view, const RateTrial& trial) {
  const SustainabilityVerdict& verdict = trial.verdict;
  const bool by_goodput = verdict.limit == LoadLimit::goodput;
  const std::string figure =
      by_goodput
          ? fmt::format("goodput is {:.4f} {}, wanted {}", verdict.goodput.mean,
                        bounds_text(verdict.goodput.bounds, 4), view.options.rule.goodput)
          : fmt::format(
                "{:.2f} % {} of the load stays undone, allowed {} %", 100 * verdict.growth.mean,
                bounds_text({100 * verdict.growth.bounds.lower, 100 * verdict.growth.bounds.upper},
                            2),
                100 * view.options.rule.growth);
  const std::string rate = significant_text(view.rate_of(trial.scale), kDigits);
  if (verdict.verdict != Sustainability::undecided) return fmt::format("at {} {}", rate, figure);
  return fmt::format("at {} it cannot be told: {}; more --seeds or --requests would tell", rate,
                     figure);
}

/// How far runs were long enough to tell.
std::string length_text(const SaturationView& view, const RateTrial& trial) {
  const double stays = trial.stay_s > 0 ? trial.arrival_s / trial.stay_s : 0;
  std::string text =
      fmt::format("there, load arrives for {} s, {} times as long as it stays on average\n",
                  significant_text(trial.arrival_s, 3), significant_text(stays, 2));
  if (stays < 0.9 * SaturationSearch::kLeastStays) {
    text +=
        fmt::format("that is short, so the rate is one for bursts like these, not for good: {}\n",
                    view.workload.trace || view.options.requests == 0
                        ? "no longer run is possible"
                        : fmt::format("give more --requests, for {} times",
                                      static_cast<int>(SaturationSearch::kLeastStays)));
  }
  return text;
}

std::string finding_text(const SaturationView& view) {
  const RateBracket& bracket = view.result.bracket;
  const std::string unit = view.unit();
  const RateTrial* const below = view.result.trial_at(bracket.lower);
  const RateTrial* const above = view.result.trial_at(bracket.upper);
  if (below == nullptr) {
    return above == nullptr ? "" : "no rate is sustainable: " + failure_text(view, *above) + '\n';
  }
  std::string text = fmt::format("highest sustainable rate: {} {}, {} times the workload's own\n",
                                 significant_text(view.rate_of(bracket.lower), kDigits), unit,
                                 significant_text(bracket.lower, kDigits));
  text += above == nullptr ? "no limit was found: it is too short to saturate anything\n"
                           : failure_text(view, *above) + '\n';
  return text + length_text(view, *below);
}

}  // namespace

std::string saturation_text(const SaturationView& view) {
  const std::string label = view.point.label();
  return fmt::format("Study {}, {}{}{}, workload {}: {} simulations\n\n{}\n{}", view.study,
                     view.strategy, label.empty() ? "" : " ", label, view.workload.name,
                     view.result.simulations, trials_table(view), finding_text(view));
}

}  // namespace servesweep::sweep
