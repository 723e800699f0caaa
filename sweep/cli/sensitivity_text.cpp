#include "sweep/cli/sensitivity_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/cli/paragraph.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/sensitivity_tables.h"
#include "sweep/sensitivity/characterised.h"
#include "sweep/sensitivity/design_analysis.h"
#include "sweep/study/parameter_value.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

class SensitivityText {
 public:
  SensitivityText(const SensitivityView& view, io::TableFormat format)
      : view_(view), report_(view.report), format_(format) {}

  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string importance() const;
  [[nodiscard]] std::string ranges() const;
  [[nodiscard]] std::string curves() const;
  [[nodiscard]] std::string notes() const;
  [[nodiscard]] std::vector<std::string> remarks() const;

 private:
  [[nodiscard]] bool is_markdown() const { return format_ == io::TableFormat::markdown; }
  [[nodiscard]] std::string title(const std::string& text) const {
    return heading_text(text, format_);
  }
  [[nodiscard]] std::string line(const std::string& text) const {
    return is_markdown() ? text + "\n\n" : remark_text(text, format_);
  }
  [[nodiscard]] std::string source_line() const;
  [[nodiscard]] std::string best_line() const;
  [[nodiscard]] std::string response_line() const;
  [[nodiscard]] std::string tail_line() const;
  [[nodiscard]] std::string sum_line() const;
  [[nodiscard]] std::string interval_line() const;
  [[nodiscard]] std::string noise_line() const;

  const SensitivityView& view_;
  const SensitivityReport& report_;
  io::TableFormat format_;
};

std::string SensitivityText::source_line() const {
  const std::string seeds = fmt::format("{} seed{}", report_.seeds, report_.seeds == 1 ? "" : "s");
  if (!report_.check) {
    const bool morris = report_.method == SensitivityMethod::morris;
    return line(fmt::format("{} {}: {} points x {}; {} simulations in all.", report_.rows,
                            morris ? "trajectories" : "rows of the design", report_.points, seeds,
                            report_.simulations));
  }
  const SurrogateCheck& check = *report_.check;
  std::string text = fmt::format("A model of {} stored points x {}", check.points, seeds);
  if (std::isnan(check.q2)) return line(text + ".");
  text += fmt::format(": Q2 {:.2f} (leaving one out), {:.0f} % of residuals within 95 % bounds",
                      check.q2, kPercent * check.coverage);
  if (!is_refused(report_)) {
    text += fmt::format("; it does not know {:.0f} % of the variance over the whole space",
                        kPercent * check.unknown_share);
  }
  return line(text + ".");
}

std::string SensitivityText::response_line() const {
  if (!(report_.deviation > 0)) return "";
  const bool log = report_.scale == ResponseScale::logarithm;
  return line(fmt::format(
      "{}{}: mean {}, standard deviation {}, from {} to {}; less is {}.",
      report_.is_relative ? fmt::format("Change from {}", view_.baseline) : report_.metric,
      log ? " by the logarithm of the ratio" : "", response_text(report_.mean, report_),
      spread_text(report_.deviation, report_), response_text(report_.lowest, report_),
      response_text(report_.highest, report_),
      report_.goal == Goal::minimize ? "better" : "worse"));
}

std::string SensitivityText::heading() const {
  const std::string text = title(fmt::format("Study {}, {}, workload {}: what {} depends on, by {}",
                                             view_.study, report_.strategy, report_.workload,
                                             report_.metric, name_of(report_.method)));
  return text + source_line() + response_line() + (is_markdown() ? "" : "\n");
}

std::string SensitivityText::importance() const {
  return importance_table(report_).render(format_) + "\n";
}

/// The settings of a point with as many digits as people want to see.
std::string point_text(const Point& point) {
  std::string text;
  for (const auto& [name, value] : point.values()) {
    const auto* number = std::get_if<double>(&value);
    const bool is_long = number != nullptr && *number != std::round(*number);
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", name,
                        is_long ? fmt::format("{:.4g}", *number) : text_of(value));
  }
  return text;
}

std::string SensitivityText::best_line() const {
  return line(fmt::format("Best of these points, {}: {}",
                          response_text(report_.best_response, report_), point_text(report_.best)));
}

std::string SensitivityText::ranges() const {
  return best_line() + (is_markdown() ? "" : "\n") + range_table(report_).render(format_) + "\n";
}

std::string SensitivityText::curves() const {
  return curve_table(report_, is_markdown()).render(format_) + "\n";
}

std::string SensitivityText::sum_line() const {
  if (report_.method == SensitivityMethod::morris) {
    return line(
        "mu*: mean size of the change when the parameter moves by its whole range, from anywhere; "
        "mu with its sign; sigma: how much it differs from place to place (bends, or depends on "
        "others).");
  }
  double sum = 0;
  for (const FactorSensitivity& one : report_.factors) sum += one.first.value;
  return line(fmt::format(
      "total: share of the variance that goes if the parameter is fixed; first: what it explains "
      "alone, {:.2f} for all together, so {:.2f} are joint effects.",
      sum, std::max(0.0, 1 - sum)));
}

std::string SensitivityText::interval_line() const {
  return line(fmt::format(
      "Intervals: {:.4g} %, bootstrap over {}{}. Matters: all of it above {}; negligible: below "
      "{}.",
      kPercent * report_.confidence,
      report_.check                                 ? "models, design rows"
      : report_.method == SensitivityMethod::morris ? "trajectories"
                                                    : "design rows",
      report_.seeds > 1 ? " and seeds" : " (one seed: nothing is known of others)",
      report_.method == SensitivityMethod::morris ? spread_text(report_.threshold, report_)
                                                  : fmt::format("{:.2f}", report_.threshold),
      report_.method == SensitivityMethod::morris ? "a twentieth of the largest"
                                                  : fmt::format("{:.2f}", kLeastShare)));
}

std::string SensitivityText::noise_line() const {
  if (std::isnan(report_.noise_share)) return "";
  std::string text = fmt::format("{:.1f} % of the variance between points is chance of {} seeds.",
                                 kPercent * report_.noise_share, report_.seeds);
  if (report_.noise_share > 0.5) text += " Most of what varies is chance: take more seeds.";
  return line(text);
}

/// Variance counts squares, and is shared out however small it is.
std::string SensitivityText::tail_line() const {
  if (report_.is_relative && report_.highest - report_.lowest <= 2 * report_.within) {
    return line(fmt::format("All responses are within {}: what matters here matters little.",
                            spread_text(report_.highest - report_.lowest, report_)));
  }
  const bool explodes = report_.highest - report_.mean > 4 * report_.deviation;
  if (!explodes || report_.scale == ResponseScale::logarithm) return "";
  return line(
      "A few points are far above all others and most of the variance; --scale log weighs ratios "
      "alike.");
}

std::string SensitivityText::notes() const {
  std::string text = sum_line() + interval_line() + noise_line() + tail_line();
  if (report_.rows_left_out > 0) {
    text += line(fmt::format(
        "{} of {} {} have points without figures.", report_.rows_left_out, report_.rows,
        report_.method == SensitivityMethod::morris ? "trajectories" : "rows are left out: they"));
  }
  const Characterisation verdict = characterisation_of(report_);
  return text + line(fmt::format("Characterised: {} ({})", verdict.is_characterised ? "yes" : "no",
                                 verdict.reason));
}

std::vector<std::string> SensitivityText::remarks() const {
  if (is_refused(report_)) return {source_line(), characterisation_of(report_).reason};
  return {source_line(), response_line(), best_line(), notes()};
}

}  // namespace

std::vector<std::string> sensitivity_remarks(const SensitivityView& view) {
  std::vector<std::string> remarks;
  for (std::string& remark : SensitivityText(view, io::TableFormat::text).remarks()) {
    while (remark.ends_with('\n')) remark.pop_back();
    std::ranges::replace(remark, '\n', ' ');
    if (!remark.empty()) remarks.push_back(std::move(remark));
  }
  return remarks;
}

std::string sensitivity_text(const SensitivityView& view, io::TableFormat format, bool curves) {
  const SensitivityText text(view, format);
  if (is_refused(view.report)) {
    return text.heading() + paragraph(characterisation_of(view.report).reason, 0);
  }
  return text.heading() + text.importance() + text.ranges() + (curves ? text.curves() : "") +
         text.notes();
}

}  // namespace servesweep::sweep
