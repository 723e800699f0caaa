#include "sweep/study/warm_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/study/arrival_span.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::Document;
using io::Value;

constexpr double kLongestWarmUpS = 1e7;

/// The workload that a load is one of: "steady" of "steady@0.95".
std::string listed_name(const std::string& workload) {
  return workload.substr(0, workload.find('@'));
}

WarmUpRule read_rule(const Document& node) {
  if (node.is_map()) {
    node.allow_only({"s"});
    const double seconds = node.at("s").real(0, kLongestWarmUpS);
    return {.kind = WarmUpRule::Kind::fixed,
            .fixed_us = static_cast<engine::TimeUs>(std::llround(seconds * kUsPerS))};
  }
  const std::string word = node.text();
  if (word == "none") return {};
  if (word == "mser5") return {.kind = WarmUpRule::Kind::mser5};
  throw node.problem(fmt::format("'{}' is no way to cut a warm-up", word), "",
                     "write mser5, none, or {s: SECONDS}");
}

Value rule_value(const WarmUpRule& rule) {
  switch (rule.kind) {
    case WarmUpRule::Kind::none:
      break;
    case WarmUpRule::Kind::mser5:
      return Value::text("mser5");
    case WarmUpRule::Kind::fixed:
      return Value::map().set("s", Value::number(static_cast<double>(rule.fixed_us) / kUsPerS));
  }
  return Value::text("none");
}

Value measured_value(const MeasuredWarmUp& measured) {
  return Value::map()
      .set("workload", Value::text(measured.workload))
      .set("measure_from_us", Value::integer(measured.measure_from_us))
      .set("cut_fraction", Value::number(measured.cut_fraction))
      .set("stationary", Value::boolean(measured.is_stationary))
      .set("key", Value::text(measured.key));
}

/// Names under which rules may be stated: of workloads, and of workloads at a load.
std::vector<std::string> known_names(const std::vector<WorkloadFile>& workloads) {
  std::vector<std::string> names;
  for (const WorkloadFile& workload : workloads) {
    for (const std::string& name : {listed_name(workload.name), workload.name}) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

void check_fixed(const Document& node, const WorkloadFile& workload, engine::TimeUs fixed_us) {
  const double end_s = arrivals_end_s(workload);
  const double fixed_s = static_cast<double>(fixed_us) / kUsPerS;
  if (fixed_s < end_s) return;
  throw node.problem(
      fmt::format("{:.4g} s leave nothing of workload '{}' to measure", fixed_s, workload.name),
      fmt::format("its requests arrive within {:.4g} s", end_s), "cut less, or send more");
}

}  // namespace

WarmUp WarmUp::read(const Document& node, const std::vector<WorkloadFile>& workloads) {
  WarmUp warm_up;
  warm_up.node_ = node;
  const std::vector<std::string> names = known_names(workloads);
  const bool one_for_all = !node.is_map() || node.find("s").has_value();
  if (one_for_all) {
    const WarmUpRule rule = read_rule(node);
    for (const std::string& name : names) {
      if (name == listed_name(name)) warm_up.rules_.emplace_back(name, rule);
    }
    return warm_up;
  }
  std::vector<std::string> known = names;
  known.emplace_back("measured");
  node.allow_only(known);
  for (const auto& [name, rule] : node.entries()) {
    if (name != "measured") warm_up.rules_.emplace_back(name, read_rule(rule));
  }
  if (warm_up.rules_.empty()) throw node.problem("is empty", "", "name a workload, or write mser5");
  if (const auto measured = node.find("measured")) warm_up.read_measured(*measured);
  return warm_up;
}

void WarmUp::read_measured(const Document& list) {
  constexpr std::int64_t kMostUs = std::int64_t{1} << 53;
  for (const Document& item : list.items()) {
    item.allow_only({"workload", "measure_from_us", "cut_fraction", "stationary", "key"});
    measured_.push_back({.workload = item.at("workload").text(),
                         .measure_from_us = item.at("measure_from_us").integer(0, kMostUs),
                         .cut_fraction = item.at("cut_fraction").real(0, 1),
                         .is_stationary = item.at("stationary").boolean(),
                         .key = item.at("key").text()});
  }
}

WarmUpRule WarmUp::rule_of(const std::string& workload) const {
  for (const std::string& name : {workload, listed_name(workload)}) {
    const auto found = std::ranges::find(rules_, name, &std::pair<std::string, WarmUpRule>::first);
    if (found != rules_.end()) return found->second;
  }
  return {};
}

const MeasuredWarmUp* WarmUp::measured_of(const std::string& workload) const {
  const auto found = std::ranges::find(measured_, workload, &MeasuredWarmUp::workload);
  return found == measured_.end() ? nullptr : &*found;
}

bool WarmUp::needs_measurement(const std::vector<WorkloadFile>& workloads) const {
  return std::ranges::any_of(workloads, [this](const WorkloadFile& workload) {
    return rule_of(workload.name).kind == WarmUpRule::Kind::mser5 &&
           measured_of(workload.name) == nullptr;
  });
}

void WarmUp::apply(std::vector<WorkloadFile>& workloads) const {
  for (WorkloadFile& workload : workloads) {
    const WarmUpRule rule = rule_of(workload.name);
    workload.measure_from_us.reset();
    if (rule.kind == WarmUpRule::Kind::none) continue;
    if (rule.kind == WarmUpRule::Kind::fixed) {
      check_fixed(*node_, workload, rule.fixed_us);
      workload.measure_from_us = rule.fixed_us;
      continue;
    }
    const MeasuredWarmUp* const measured = measured_of(workload.name);
    // Without a steady state it is a terminating simulation.
    if (measured != nullptr && measured->is_stationary) {
      workload.measure_from_us = measured->measure_from_us;
    }
  }
}

Value WarmUp::to_value() const {
  Value value = Value::map();
  for (const auto& [name, rule] : rules_) value.set(name, rule_value(rule));
  if (measured_.empty()) return value;
  Value list = Value::list();
  for (const MeasuredWarmUp& measured : measured_) list.add(measured_value(measured));
  return value.set("measured", std::move(list));
}

}  // namespace servesweep::sweep
