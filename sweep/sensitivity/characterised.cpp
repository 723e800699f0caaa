#include "sweep/sensitivity/characterised.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace servesweep::sweep {
namespace {

constexpr double kGoodQ2 = 0.7;
constexpr double kMostUnknown = 0.5;
constexpr double kMostNoise = 0.5;

double width_of(const Interval& interval) {
  return interval.upper - interval.lower;
}

/// The factor with the widest interval, and how wide that is.
std::pair<std::string, double> widest_of(const SensitivityReport& report) {
  std::pair<std::string, double> widest{"", 0};
  double largest = 0;
  for (const FactorSensitivity& one : report.factors) {
    largest = std::max(largest, one.magnitude.value);
  }
  const bool morris = report.method == SensitivityMethod::morris;
  for (const FactorSensitivity& one : report.factors) {
    const double width = morris
                             ? width_of(one.magnitude.interval) / largest
                             : std::max(width_of(one.first.interval), width_of(one.total.interval));
    if (!(width <= widest.second)) widest = {one.factor.name, width};
  }
  return widest;
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Why the evidence as a whole is not enough; empty if it is.
std::string doubt_about(const SensitivityReport& report) {
  if (is_refused(report) && std::isnan(report.check->q2)) {
    return fmt::format(
        "no indices: {} points are stored with all seeds, and a model needs 10 or more; search "
        "with "
        "more, or analyse the study itself, which simulates",
        report.check->points);
  }
  if (is_refused(report)) {
    return fmt::format(
        "no indices: the model predicts too badly, Q2 {:.2f} < {}; search with more points, or "
        "analyse the study itself, which simulates",
        report.check->q2, kLeastQ2);
  }
  if (report.check && report.check->q2 < kGoodQ2) {
    return fmt::format("the model's Q2 is {:.2f}, wanted {}: more points", report.check->q2,
                       kGoodQ2);
  }
  if (report.check && report.check->unknown_share > kMostUnknown) {
    return fmt::format(
        "the model does not know {:.0f} % of the variance over the whole space: its points lie "
        "elsewhere",
        100 * report.check->unknown_share);
  }
  if (report.seeds < 2) return "one seed says nothing about others";
  if (report.noise_share > kMostNoise) return "most of what varies is chance: more seeds";
  return "";
}

}  // namespace

bool is_refused(const SensitivityReport& report) {
  return report.check && !(report.check->q2 >= kLeastQ2);
}

Characterisation characterisation_of(const SensitivityReport& report, double widest) {
  if (const std::string doubt = doubt_about(report); !doubt.empty()) return {false, doubt};
  if (!(report.deviation > 0))
    return {true, "nothing matters: the response is the same everywhere"};
  const auto [name, width] = widest_of(report);
  if (!(width <= widest)) {
    return {false, fmt::format("the interval of {} is {:.3f} wide, wanted {}: more --points or "
                               "seeds",
                               name, width, widest)};
  }
  std::vector<std::string> unclear, matter, without_range;
  for (const FactorSensitivity& one : report.factors) {
    if (one.importance == Importance::unclear) unclear.push_back(one.factor.name);
    if (one.importance != Importance::matters) continue;
    matter.push_back(one.factor.name);
    const bool has_range = one.at_best || one.on_average;
    if (!has_range) without_range.push_back(one.factor.name);
  }
  if (!unclear.empty()) {
    return {false, fmt::format("it is unclear whether {} matter{}: more --points or seeds",
                               joined_names(unclear), unclear.size() == 1 ? "s" : "")};
  }
  if (!without_range.empty()) {
    return {false, fmt::format("no range can be given for {}", joined_names(without_range))};
  }
  return {true, fmt::format("{} of {} parameters matter, each with its range; the widest interval "
                            "is {:.3f}",
                            matter.size(), report.factors.size(), width)};
}

}  // namespace servesweep::sweep
