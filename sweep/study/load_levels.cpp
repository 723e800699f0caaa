#include "sweep/study/load_levels.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/contract.h"
#include "sweep/study/name.h"

namespace servesweep::sweep {
namespace {

using io::Document;
using io::Value;

constexpr double kLeastLevel = 1e-3, kMostLevel = 1e3;

std::vector<double> read_levels(const Document& list) {
  std::vector<double> levels;
  for (const Document& item : list.items()) {
    levels.push_back(item.real(kLeastLevel, kMostLevel));
    if (std::count(levels.begin(), levels.end(), levels.back()) == 1) continue;
    throw item.problem("is listed twice", "results are told apart by name", "remove one");
  }
  if (levels.empty()) throw list.problem("is empty", "", "list at least one load");
  return levels;
}

Value list_of(const std::vector<double>& numbers) {
  Value list = Value::list();
  for (const double number : numbers) list.add(Value::number(number));
  return list;
}

Value load_value(const MeasuredLoad& load) {
  return Value::map()
      .set("workload", Value::text(load.workload))
      .set("rate_scale", Value::number(load.rate_scale))
      .set("saturation_per_s", Value::number(load.saturation_per_s))
      .set("key", Value::text(load.key));
}

template <class Item>
const Item* of_workload(const std::vector<Item>& items, const std::string& workload) {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const Item& item) { return item.workload == workload; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

LoadLevels LoadLevels::read(const Document& node) {
  LoadLevels loads;
  loads.node_ = node;
  loads.is_of_saturation_ = !node.find("factors").has_value();
  if (loads.is_of_saturation_) {
    loads.read_fractions(node);
  } else {
    node.allow_only({"factors", "workloads"});
    loads.levels_ = read_levels(node.at("factors"));
  }
  if (const auto workloads = node.find("workloads")) loads.read_workloads(*workloads);
  return loads;
}

void LoadLevels::read_workloads(const Document& node) {
  for (const Document& item : node.items()) {
    workloads_.push_back(read_name(item));
    if (std::ranges::count(workloads_, workloads_.back()) == 1) continue;
    throw item.problem("is listed twice", "", "remove one");
  }
  if (workloads_.empty()) throw node.problem("is empty", "", "list at least one, or leave it out");
}

/// Every workload that is named is one of the study's.
void LoadLevels::check_workloads() const {
  std::vector<std::string> names;
  for (const WorkloadFile& file : listed_) names.push_back(file.name);
  for (std::size_t i = 0; i < workloads_.size(); ++i) {
    if (std::ranges::find(names, workloads_[i]) != names.end()) continue;
    throw node_->at("workloads")
        .items()[i]
        .problem(fmt::format("the study has no workload '{}'", workloads_[i]), "",
                 engine::suggest_name(workloads_[i], names));
  }
}

bool LoadLevels::apply_to(const std::string& workload) const {
  return given() && (workloads_.empty() || std::ranges::count(workloads_, workload) > 0);
}

void LoadLevels::read_fractions(const Document& node) {
  node.allow_only({"fractions", "saturation_per_s", "goodput", "tolerance", "requests", "measured",
                   "factors", "workloads"});
  levels_ = read_levels(node.at("fractions"));
  if (const auto stated = node.find("saturation_per_s")) {
    for (const char* const key : {"goodput", "tolerance", "requests", "measured"}) {
      if (const auto other = node.find(key)) {
        throw other->problem("says how to measure", "saturation_per_s states the rate already",
                             "remove one of the two");
      }
    }
    return read_stated(*stated);
  }
  if (const auto goodput = node.find("goodput")) goodput_ = goodput->real(0.01, 1);
  if (const auto tolerance = node.find("tolerance")) tolerance_ = tolerance->real(1e-4, 1);
  if (const auto requests = node.find("requests")) {
    requests_ = requests->integer(1, engine::kMostRequests);
  }
  if (const auto measured = node.find("measured")) read_measured(*measured);
}

void LoadLevels::read_stated(const Document& node) {
  constexpr double kLeast_per_s = 1e-9, kMost_per_s = 1e9;
  if (!node.is_map()) {
    stated_.push_back({"", node.real(kLeast_per_s, kMost_per_s)});
    return;
  }
  for (const auto& [workload, rate] : node.entries()) {
    stated_.push_back({workload, rate.real(kLeast_per_s, kMost_per_s)});
  }
}

void LoadLevels::read_measured(const Document& node) {
  for (const Document& item : node.items()) {
    item.allow_only({"workload", "rate_scale", "saturation_per_s", "key"});
    measured_.push_back(
        {.workload = read_name(item.at("workload")),
         .rate_scale = item.at("rate_scale").real(engine::kLeastRateScale, engine::kMostRateScale),
         .saturation_per_s = item.at("saturation_per_s").real(0),
         .key = item.at("key").text()});
  }
}

bool LoadLevels::needs_measurement() const {
  return given() && is_of_saturation_ && stated_.empty() && measured_.empty();
}

std::vector<WorkloadFile> LoadLevels::expand(std::vector<WorkloadFile> listed) {
  listed_ = std::move(listed);
  check_workloads();
  if (stated_.size() == 1 && stated_.front().workload.empty()) {
    const auto first = std::ranges::find_if(
        listed_, [this](const WorkloadFile& file) { return apply_to(file.name); });
    if (std::any_of(first + 1, listed_.end(),
                    [this](const WorkloadFile& file) { return apply_to(file.name); })) {
      throw node_->at("saturation_per_s")
          .problem("is one rate for several workloads", "each saturates at a rate of its own",
                   "write a map from the name of each workload to its rate");
    }
    stated_.front().workload = first->name;
  }
  return at_levels();
}

std::vector<WorkloadFile> LoadLevels::settle(std::vector<MeasuredLoad> measured) {
  measured_ = std::move(measured);
  return at_levels();
}

std::vector<WorkloadFile> LoadLevels::at_levels() const {
  std::vector<WorkloadFile> all;
  for (std::size_t i = 0; i < listed_.size(); ++i) {
    if (!apply_to(listed_[i].name)) {
      all.push_back(listed_[i]);
      continue;
    }
    const double unit = unit_of(i);
    for (const double level : levels_) {
      all.push_back(listed_[i].at_rate(level * unit));
      all.back().name = fmt::format("{}@{}", listed_[i].name, level);
      const double scale = all.back().spec.rate_scale;
      if (scale >= engine::kLeastRateScale && scale <= engine::kMostRateScale) continue;
      throw node_->problem(
          fmt::format("workload '{}' would be sent {} times as fast", all.back().name, scale),
          fmt::format("{} to {} is possible", engine::kLeastRateScale, engine::kMostRateScale),
          "choose another load");
    }
  }
  return all;
}

/// What a level of 1 is, over the workload's own rate.
double LoadLevels::unit_of(std::size_t workload) const {
  const WorkloadFile& file = listed_[workload];
  if (!is_of_saturation_ || needs_measurement()) return 1;
  if (!measured_.empty()) {
    if (const MeasuredLoad* const load = of_workload(measured_, file.name)) return load->rate_scale;
    throw node_->problem(fmt::format("nothing was measured of workload '{}'", file.name), "",
                         "remove 'measured', so that it is measured again");
  }
  const Document node = node_->at("saturation_per_s");
  const Stated* const stated = of_workload(stated_, file.name);
  if (stated == nullptr) {
    throw node.problem(fmt::format("does not name workload '{}'", file.name), "",
                       "state its rate as well, or none, so that they are measured");
  }
  if (file.trace) {
    throw node.problem(fmt::format("workload '{}' is a recorded trace", file.name),
                       "it states no rate of its own to compare with",
                       "leave it out, so that it is measured, or give factors");
  }
  return stated->saturation_per_s / (file.spec.requests_per_s * file.spec.rate_scale);
}

Value LoadLevels::to_value() const {
  Value value = Value::map();
  value.set(is_of_saturation_ ? "fractions" : "factors", list_of(levels_));
  if (!workloads_.empty()) {
    Value workloads = Value::list();
    for (const std::string& name : workloads_) workloads.add(Value::text(name));
    value.set("workloads", std::move(workloads));
  }
  if (!stated_.empty()) {
    Value rates = Value::map();
    for (const Stated& stated : stated_) {
      rates.set(stated.workload, Value::number(stated.saturation_per_s));
    }
    value.set("saturation_per_s", std::move(rates));
  }
  if (goodput_) value.set("goodput", Value::number(*goodput_));
  if (tolerance_) value.set("tolerance", Value::number(*tolerance_));
  if (requests_ > 0) value.set("requests", Value::integer(requests_));
  if (measured_.empty()) return value;
  Value measured = Value::list();
  for (const MeasuredLoad& load : measured_) measured.add(load_value(load));
  return value.set("measured", std::move(measured));
}

}  // namespace servesweep::sweep
