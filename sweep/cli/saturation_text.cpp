#include "sweep/cli/saturation_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "io/table/significant_text.h"
#include "io/table/table.h"
#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/phrases.h"
#include "sweep/values/shown_digits.h"

namespace servesweep::sweep {
namespace {

using io::significant_text;

/// A figure and its bounds, to the digits that the bounds support.
struct BoundedText {
  BoundedText(const BoundedMean& figure, double factor, int most_decimals) {
    const Interval bounds{.lower = factor * figure.bounds.lower,
                          .upper = factor * figure.bounds.upper};
    const int decimals = std::min(supported_decimals(bounds), most_decimals);
    mean = fmt::format("{:.{}f}", factor * figure.mean, decimals);
    interval = fmt::format("[{:.{}f}, {:.{}f}]", bounds.lower, decimals, bounds.upper, decimals);
  }
  std::string mean, interval;
};

BoundedText goodput_text(const SustainabilityVerdict& verdict) {
  return {verdict.goodput, 1, 3};
}

BoundedText growth_text(const SustainabilityVerdict& verdict) {
  return {verdict.growth, 100, 2};
}

std::string trial_verdict(const SustainabilityVerdict& verdict) {
  const std::string limit = name_of(verdict.limit);
  std::string text = "yes";
  if (verdict.verdict == Sustainability::undecided) text = "undecided";
  if (verdict.verdict == Sustainability::unsustainable) text = "no";
  return limit.empty() ? text : fmt::format("{}: {}", text, limit);
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

/// "undecided: goodput" may take two lines.
io::TableColumn sustainable_column() {
  io::TableColumn column = verdict_column("sustainable");
  column.wraps = true;
  return column;
}

std::string trials_table(const SaturationView& view, io::TableFormat format) {
  io::Table table({figure_column(view.unit()),
                   figure_column("times its rate"),
                   figure_column("requests"),
                   figure_column("seeds"),
                   figure_column("goodput"),
                   {.header = "bounds"},
                   figure_column("growth %"),
                   {.header = "bounds"},
                   sustainable_column()});
  for (const RateTrial* trial : in_order(view.result)) {
    const BoundedText goodput = goodput_text(trial->verdict), growth = growth_text(trial->verdict);
    table.add_row({view.rate_of(trial->scale), trial->scale, trial->requests,
                   static_cast<std::int64_t>(trial->seeds), goodput.mean, goodput.interval,
                   growth.mean, growth.interval, trial_verdict(trial->verdict)});
  }
  return table.render(format);
}

std::string failure_text(const SaturationView& view, const RateTrial& trial) {
  const SustainabilityVerdict& verdict = trial.verdict;
  const bool by_goodput = verdict.limit == LoadLimit::goodput;
  const BoundedText goodput = goodput_text(verdict), growth = growth_text(verdict);
  const std::string figure =
      by_goodput ? fmt::format("goodput is {} {}, wanted {}", goodput.mean, goodput.interval,
                               view.options.rule.goodput)
                 : fmt::format("{} % {} of the load stays undone, allowed {} %", growth.mean,
                               growth.interval, 100 * view.options.rule.growth);
  const std::string rate = significant_text(view.rate_of(trial.scale), kShownDigits);
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
                                 significant_text(view.rate_of(bracket.lower), kShownDigits), unit,
                                 significant_text(bracket.lower, kShownDigits));
  text += above == nullptr ? "no limit was found: it is too short to saturate anything\n"
                           : failure_text(view, *above) + '\n';
  return text + length_text(view, *below);
}

}  // namespace

std::string saturation_text(const SaturationView& view, io::TableFormat format) {
  const std::string label = view.point.label();
  std::string text = heading_text(
      fmt::format("Study {}, {}{}{}, workload {}: {} simulations", view.study, view.strategy,
                  label.empty() ? "" : " ", label, view.workload.name, view.result.simulations),
      format);
  text += trials_table(view, format) + '\n';
  std::istringstream lines(finding_text(view));
  for (std::string line; std::getline(lines, line);) text += remark_text(line, format);
  return text;
}

}  // namespace servesweep::sweep
