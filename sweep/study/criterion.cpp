#include "sweep/study/criterion.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sweep/study/class_metrics.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using Kind = Criterion::Kind;

constexpr double kLeastSeedShare = 1e-6;

std::vector<Metric> metrics_of_a_class() {
  std::vector<Metric> metrics;
  for (const ClassMetric& one : class_metrics()) metrics.push_back(one.metric);
  return metrics;
}

std::vector<Threshold> read_thresholds(const io::Document& list, const std::vector<Metric>& metrics,
                                       std::span<const Objective> objectives) {
  std::vector<Threshold> parts;
  for (const io::Document& item : list.items()) {
    item.allow_only(Threshold::keys());
    parts.push_back(Threshold::read(item, metrics, objectives));
  }
  if (parts.empty()) throw list.problem("is empty", "", "list at least one metric with its bound");
  return parts;
}

std::string read_judge(const io::Document& node) {
  std::string name = node.text();
  const std::vector<std::string>& known = outside_judge_names();
  if (std::ranges::find(known, name) != known.end()) return name;
  throw node.problem(fmt::format("unknown judge '{}'", name), "",
                     engine::suggest_name(name, known));
}

/// The key that says what kind it is: the first of them that is there.
std::pair<Kind, std::string> read_kind(const io::Document& item) {
  const std::vector<std::pair<Kind, std::string>> kinds{{Kind::metric, "metric"},
                                                        {Kind::every_class, "every_class"},
                                                        {Kind::each_seed, "each_seed"},
                                                        {Kind::judged_by, "judged_by"}};
  std::optional<std::pair<Kind, std::string>> found;
  for (const auto& kind : kinds) {
    if (!item.find(kind.second)) continue;
    if (found) {
      throw item.at(kind.second)
          .problem(fmt::format("contradicts {}", found->second), "a criterion is of one kind",
                   "write two criteria");
    }
    found = kind;
  }
  if (found) return *found;
  throw item.problem("does not say what is judged", "",
                     "give it one of metric, every_class, each_seed, judged_by");
}

std::vector<std::string> criterion_keys(Kind kind, const std::string& key) {
  std::vector<std::string> keys = {"criterion", "beside", key};
  if (kind == Kind::each_seed) keys.emplace_back("share");
  if (kind == Kind::metric)
    keys = Threshold::keys(), keys.insert(keys.begin(), {"criterion", "beside"});
  return keys;
}

std::string joined_texts(const std::vector<Threshold>& thresholds) {
  std::vector<std::string> texts;
  for (const Threshold& one : thresholds) texts.push_back(one.text());
  return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

const std::vector<std::string>& outside_judge_names() {
  static const std::vector<std::string> names{"explain", "sensitivity"};
  return names;
}

Criterion Criterion::read(const io::Document& item, const CriterionScope& scope) {
  const auto [kind, key] = read_kind(item);
  item.allow_only(criterion_keys(kind, key));
  Criterion criterion{.name = item.at("criterion").text(), .kind = kind};
  if (criterion.name.empty()) {
    throw item.at("criterion").problem("is empty", "", "name it in a few words");
  }
  if (const auto beside = item.find("beside")) criterion.beside = beside->boolean();
  switch (kind) {
    case Kind::metric:
      criterion.thresholds = {Threshold::read(item, scope.metrics, scope.objectives)};
      break;
    case Kind::every_class:
      criterion.thresholds = read_thresholds(item.at(key), metrics_of_a_class(), {});
      break;
    case Kind::each_seed:
      criterion.thresholds = read_thresholds(item.at(key), scope.metrics, scope.objectives);
      if (const auto share = item.find("share")) criterion.share = share->real(kLeastSeedShare, 1);
      break;
    case Kind::judged_by:
      criterion.judge = read_judge(item.at(key));
      break;
  }
  return criterion;
}

io::Value Criterion::to_value() const {
  io::Value value = io::Value::map();
  value.set("criterion", io::Value::text(name));
  if (kind == Kind::metric) thresholds.front().add_to(value);
  if (kind == Kind::every_class || kind == Kind::each_seed) {
    io::Value parts = io::Value::list();
    for (const Threshold& one : thresholds) {
      io::Value part = io::Value::map();
      one.add_to(part);
      parts.add(std::move(part));
    }
    value.set(kind == Kind::every_class ? "every_class" : "each_seed", std::move(parts));
  }
  if (kind == Kind::each_seed) value.set("share", io::Value::number(share));
  if (kind == Kind::judged_by) value.set("judged_by", io::Value::text(judge));
  if (beside) value.set("beside", io::Value::boolean(true));
  return value;
}

std::string Criterion::text() const {
  switch (kind) {
    case Kind::metric:
      return thresholds.front().text();
    case Kind::every_class:
      return "of every class: " + joined_texts(thresholds);
    case Kind::each_seed:
      return share == 1 ? "on every seed: " + joined_texts(thresholds)
                        : fmt::format("on {:.4g} % of seeds: {}", kPercent * share,
                                      joined_texts(thresholds));
    case Kind::judged_by:
      return "as servesweep " + judge + " finds";
  }
  return "";
}

std::vector<Criterion> read_criterion_list(const io::Document& list, const CriterionScope& scope) {
  std::vector<Criterion> criteria;
  for (const io::Document& item : list.items()) {
    criteria.push_back(Criterion::read(item, scope));
    const std::string& name = criteria.back().name;
    if (std::ranges::count(criteria, name, &Criterion::name) == 1) continue;
    throw item.problem(fmt::format("criterion '{}' is named twice", name),
                       "verdicts are told apart by name", "rename or remove one");
  }
  if (criteria.empty()) throw list.problem("is empty", "", "list at least one criterion");
  return criteria;
}

}  // namespace servesweep::sweep
