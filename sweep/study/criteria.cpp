#include "sweep/study/criteria.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/referenced_document.h"
#include "sweep/study/seeds.h"

namespace servesweep::sweep {
namespace {

using Kind = Criterion::Kind;
using Bound = Threshold::Kind;

std::vector<std::uint64_t> read_fresh_seeds(const io::Document& node,
                                            const std::vector<std::uint64_t>& of_study) {
  std::vector<std::uint64_t> seeds = read_seeds(node);
  for (const std::uint64_t seed : seeds) {
    if (std::ranges::find(of_study, seed) == of_study.end()) continue;
    throw node.problem(fmt::format("seed {} is one of the study's", seed),
                       "strategies were chosen on it, so it is not fresh", "choose other seeds");
  }
  if (seeds.size() == 1) {
    throw node.problem("is one seed", "one has no confidence interval", "give two or more");
  }
  return seeds;
}

std::vector<WorkloadFile> read_also_on(const io::Document& list, std::vector<std::string> names) {
  std::vector<WorkloadFile> workloads;
  for (const io::Document& item : list.items()) {
    workloads.push_back(WorkloadFile::read(referenced_document(item)));
    const std::string& name = workloads.back().name;
    if (std::ranges::find(names, name) != names.end()) {
      throw item.problem(fmt::format("workload '{}' is named twice", name),
                         "the study's own workloads are judged anyway", "rename or remove it");
    }
    names.push_back(name);
  }
  return workloads;
}

Threshold threshold(const CriteriaScope& scope, const std::string& metric, Bound kind, double bound,
                    const std::string& other = "") {
  const auto found = std::ranges::find_if(
      scope.names.metrics, [&](const Metric& one) { return one.column.name == metric; });
  return {.metric = metric,
          .goal = goal_of(*found, scope.names.objectives),
          .kind = kind,
          .bound = bound,
          .other = other};
}

/// Beside the six.
void add_beside(const CriteriaScope& scope, std::vector<Criterion>& list) {
  const auto add = [&](const std::string& name, const Threshold& one) {
    list.push_back({.name = name, .kind = Kind::metric, .thresholds = {one}, .beside = true});
  };
  add("E2E P99", threshold(scope, "e2e_p99_ms", Bound::better_by, 0));
  if (scope.classes.size() < 2) return;
  add("class fairness", threshold(scope, "jain_class_ttft", Bound::better_by, 0));
  const auto critical =
      std::ranges::find(scope.classes, engine::SloTier::critical, &engine::SloClass::tier);
  const auto sheddable =
      std::ranges::find(scope.classes, engine::SloTier::sheddable, &engine::SloClass::tier);
  if (critical == scope.classes.end() || sheddable == scope.classes.end()) return;
  add("class order", threshold(scope, "ttft_p99_ms." + critical->name, Bound::below, 0,
                               "ttft_p99_ms." + sheddable->name));
}

}  // namespace

std::vector<Criterion> default_criteria(const CriteriaScope& scope) {
  const std::string ttft = "ttft_p99_ms", throughput = "output_tokens_per_s";
  const auto of_class = [](const char* metric, Goal goal, double worse_by) {
    return Threshold{
        .metric = metric, .goal = goal, .kind = Bound::worse_by_at_most, .bound = worse_by};
  };
  std::vector<Criterion> list = {
      {.name = "TTFT P99", .thresholds = {threshold(scope, ttft, Bound::better_by, 0.15)}},
      {.name = "throughput", .thresholds = {threshold(scope, throughput, Bound::better_by, 0.05)}},
      {.name = "no class starved",
       .kind = Kind::every_class,
       .thresholds = {of_class("completed_fraction", Goal::maximize, 0.01),
                      of_class("ttft_p99_ms", Goal::minimize, 1)}},
      {.name = "robust across seeds",
       .kind = Kind::each_seed,
       .thresholds = {threshold(scope, ttft, Bound::better_by, 0),
                      threshold(scope, throughput, Bound::worse_by_at_most, 0.01)},
       .share = 0.8},
      {.name = "explained", .kind = Kind::judged_by, .judge = "explain"},
      {.name = "sensitivity known", .kind = Kind::judged_by, .judge = "sensitivity"}};
  add_beside(scope, list);
  return list;
}

CriteriaScope::CriteriaScope(std::vector<Metric> metrics, std::vector<Objective> objectives,
                             std::vector<std::uint64_t> its_seeds,
                             const std::vector<WorkloadFile>& files)
    : names{.metrics = std::move(metrics), .objectives = std::move(objectives)},
      seeds(std::move(its_seeds)) {
  for (const WorkloadFile& file : files) {
    workloads.push_back(file.name);
    for (const std::string& name : file.classes()) {
      if (std::ranges::count(classes, name, &engine::SloClass::name) > 0) continue;
      const auto declared = std::ranges::find(file.spec.classes, name, &engine::SloClass::name);
      engine::SloClass found;
      found.name = name;
      found.tier =
          declared != file.spec.classes.end() ? declared->tier : engine::tier_of_class_name(name);
      classes.push_back(std::move(found));
    }
  }
}

Criteria Criteria::read(const std::optional<io::Document>& stated, const CriteriaScope& scope) {
  Criteria criteria{.list = default_criteria(scope)};
  if (!stated) return criteria;
  const io::Document& node = *stated;
  if (node.is_list()) {
    return {.list = read_criterion_list(node, scope.names), .list_is_stated = true};
  }
  node.allow_only({"judge", "fresh_seeds", "also_on"});
  if (const auto list = node.find("judge")) {
    criteria.list = read_criterion_list(*list, scope.names);
    criteria.list_is_stated = true;
  }
  if (const auto seeds = node.find("fresh_seeds")) {
    criteria.fresh_seeds = read_fresh_seeds(*seeds, scope.seeds);
  }
  if (const auto also_on = node.find("also_on")) {
    criteria.also_on = read_also_on(*also_on, scope.workloads);
  }
  return criteria;
}

io::Value Criteria::to_value() const {
  io::Value value = io::Value::map();
  if (list_is_stated) {
    io::Value items = io::Value::list();
    for (const Criterion& one : list) items.add(one.to_value());
    value.set("judge", std::move(items));
  }
  if (!fresh_seeds.empty()) value.set("fresh_seeds", seeds_to_value(fresh_seeds));
  if (!also_on.empty()) {
    io::Value workloads = io::Value::list();
    for (const WorkloadFile& one : also_on) workloads.add(one.to_value());
    value.set("also_on", std::move(workloads));
  }
  return value;
}

}  // namespace servesweep::sweep
