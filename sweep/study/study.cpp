#include "sweep/study/study.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/simulate.h"
#include "sweep/study/field_path.h"
#include "sweep/study/limited_items.h"
#include "sweep/study/name.h"
#include "sweep/study/referenced_document.h"
#include "sweep/study/scenario_text.h"
#include "sweep/study/seeds.h"
#include "sweep/study/shortened_workload.h"

namespace servesweep::sweep {
namespace {

/// Each strategy and workload is compared with the others, and has columns or rows of its own.
constexpr std::size_t kMostStrategies = 10'000, kMostWorkloads = 1'000;

/// Refuses a name that was used before: results are told apart by names.
void check_new_name(const io::Document& node, const std::string& kind, const std::string& name,
                    const std::vector<std::string>& earlier) {
  if (std::find(earlier.begin(), earlier.end(), name) == earlier.end()) return;
  throw node.problem(fmt::format("{} '{}' is named twice", kind, name),
                     "results are told apart by name", "rename or remove one");
}

void check_is_no_folder(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored)) return;
  const bool has_results = std::filesystem::exists(path / "resolved.yaml", ignored);
  throw engine::Problem(
      path.string(), has_results ? "is a result folder, not a study file" : "is a folder", "",
      has_results ? fmt::format("give its study, {}, or ask 'servesweep rank' and others of it",
                                (path / "resolved.yaml").string())
                  : "give a study file");
}

/// A text that is no YAML and is not called so is no study with a slip in it.
io::Document document_of(const std::filesystem::path& path) {
  try {
    return io::Document::read_file(path);
  } catch (const engine::Problem& problem) {
    const std::string ending = path.extension().string();
    if (ending == ".yaml" || ending == ".yml" || !std::filesystem::exists(path)) throw;
    throw engine::Problem(path.string(), "is no study", problem.what(),
                          "give a study file, such as configs/studies/quickstart.yaml");
  }
}

void check_has_model(const io::Document& document) {
  if (document.find("model")) return;
  throw document.problem("'model' is missing", "it says how long a step takes",
                         "add 'model: FILE', relative to this one, or a map; see docs/models.md");
}

}  // namespace

Study Study::read_file(const std::filesystem::path& path) {
  check_is_no_folder(path);
  return read(document_of(path));
}

Study Study::from_resolved(const std::string& text) {
  return read(io::Document::parse(text, "resolved study"));
}

Study Study::read(const io::Document& document) {
  document.allow_only({"study", "question", "profile", "model", "cluster", "workloads", "seeds",
                       "baseline", "strategies", "search", "objectives", "constraints",
                       "keep_requests", "claims", "loads", "criteria", "finding", "warmup"});
  check_has_model(document);
  Study study(document, referenced_document(document.at("model")));
  study.name_ = read_name(document.at("study"));
  if (const auto question = document.find("question")) study.question_ = question->text();
  if (const auto profile = document.find("profile")) study.profile_ = ProfileChoice::read(*profile);
  study.model_ = Model::read(study.model_document_);
  study.cluster_ = Cluster::read(document.at("cluster"));
  study.read_workloads(document.at("workloads"));
  if (const auto loads = document.find("loads")) {
    study.loads_ = LoadLevels::read(*loads);
    study.workloads_ = study.loads_.expand(std::move(study.workloads_));
  }
  if (const auto warm_up = document.find("warmup")) {
    study.warm_up_ = WarmUp::read(*warm_up, study.workloads_);
    if (!study.loads_.needs_measurement()) study.warm_up_.apply(study.workloads_);
  }
  study.read_seed_lists(document.at("seeds"));
  if (const auto search = document.find("search")) study.search_ = Search::read(*search);
  study.shorten_workloads();
  study.read_strategies();
  study.objectives_ = read_objectives(document.at("objectives"), study.metrics());
  if (const auto constraints = document.find("constraints")) {
    study.constraints_ = read_metric_constraints(*constraints, study.metrics());
  }
  if (const auto keep = document.find("keep_requests")) {
    study.keep_requests_ = KeepRequests::read(*keep);
  }
  if (const auto claims = document.find("claims")) study.read_claims(*claims);
  study.criteria_ = Criteria::read(
      document.find("criteria"),
      CriteriaScope(study.metrics(), study.objectives_, study.all_seeds_, study.workloads_));
  if (const auto finding = document.find("finding")) study.finding_ = StudyFinding::read(*finding);
  return study;
}

void Study::read_workloads(const io::Document& list) {
  std::vector<std::string> names;
  for (const io::Document& item : limited_items(list, kMostWorkloads)) {
    WorkloadFile workload = WorkloadFile::read(referenced_document(item));
    check_new_name(item, "workload", workload.name, names);
    names.push_back(workload.name);
    for (const std::string& slo_class : workload.classes()) {
      if (std::find(classes_.begin(), classes_.end(), slo_class) == classes_.end()) {
        classes_.push_back(slo_class);
      }
    }
    workloads_.push_back(std::move(workload));
  }
  if (workloads_.empty()) throw list.problem("is empty", "", "list at least one workload");
}

/// A first part that is a workload of the study itself would be the same runs twice: for a heat
/// without a request table, and for results.
void Study::shorten_workloads() {
  shortened_.clear();
  if (search_.horizon >= 1) return;
  const io::Document node = document_.at("search").at("horizon");
  for (const WorkloadFile& whole : workloads_) {
    try {
      shortened_.push_back(shortened_workload(whole, search_.horizon));
    } catch (const engine::Problem& problem) {
      throw problem.at(node.where());
    }
    const io::Value part = shortened_.back().identity();
    for (const WorkloadFile& other : workloads_) {
      if (part.json() != other.identity().json()) continue;
      throw node.problem(
          fmt::format("the first part of workload '{}' is workload '{}'", whole.name, other.name),
          "short heats would be results", "choose another horizon");
    }
  }
}

void Study::read_seed_lists(const io::Document& node) {
  if (SeedsByNeed::are_meant(node)) {
    seeds_by_need_ = SeedsByNeed::read(node);
    seeds_ = seeds_by_need_->list(seeds_by_need_->width.least);
    all_seeds_ = seeds_by_need_->list(seeds_by_need_->width.most);
  } else {
    seeds_ = all_seeds_ = read_seeds(node);
  }
}

void Study::read_strategies() {
  const io::Document list = document_.at("strategies");
  std::vector<io::Document> nodes = limited_items(list, kMostStrategies);
  if (nodes.empty()) {
    throw list.problem("is empty", "there is nothing to compare with the baseline",
                       "list at least one strategy");
  }
  nodes.insert(nodes.begin(), document_.at("baseline"));
  std::vector<std::string> names;
  for (const io::Document& node : nodes) {
    strategies_.push_back(StrategyTemplate::read(referenced_document(node)));
    check_new_name(node, "strategy", strategies_.back().name(), names);
    names.push_back(strategies_.back().name());
    draw_points(node);
    const std::size_t points = point_count(strategies_.size() - 1);
    if (node.field() == "baseline" && points != 1) {
      throw node.problem(fmt::format("the baseline has {} points", points),
                         "strategies are compared with one fixed baseline",
                         "give each of its parameters one value");
    }
  }
}

void Study::read_claims(const io::Document& list) {
  ClaimScope scope{.metrics = metrics(), .objectives = objectives_};
  for (const StrategyTemplate& strategy : strategies_) scope.strategies.push_back(strategy.name());
  for (const WorkloadFile& workload : workloads_) scope.workloads.push_back(workload.name);
  claims_ = sweep::read_claims(list, scope);
  if (seeds_.size() > 1) return;
  throw list.problem("can never be judged", "one seed has no confidence interval",
                     "give the study two seeds or more");
}

void Study::draw_points(const io::Document& node) {
  if (!is_drawn(search_.method)) return;
  const StrategyTemplate& strategy = strategies_.back();
  try {
    drawn_.push_back(search_.draw(strategy.space(), strategy.name(), strategies_.size() == 1));
  } catch (const engine::Problem& problem) {
    throw problem.at(node.where());
  }
}

std::vector<std::string> Study::named_metrics() const {
  std::vector<std::string> names;
  for (const Objective& objective : objectives_) names.push_back(objective.metric);
  for (const MetricConstraint& constraint : constraints_) names.push_back(constraint.metric);
  for (const Claim& claim : claims_) names.push_back(claim.metric);
  if (!criteria_.list_is_stated) return names;  // the defaults name none that costs extra
  for (const Criterion& criterion : criteria_.list) {
    for (const Threshold& threshold : criterion.thresholds) {
      names.push_back(threshold.metric);
      if (!threshold.other.empty()) names.push_back(threshold.other);
    }
  }
  return names;
}

std::size_t Study::point_count(std::size_t strategy) const {
  if (is_drawn(search_.method)) return drawn_[strategy].size();
  if (search_.method == SearchMethod::grid) return strategies_[strategy].space().grid_size();
  return learns(search_.method) && strategy > 0 ? 0 : 1;
}

Point Study::point_at(std::size_t strategy, std::size_t index) const {
  if (is_drawn(search_.method)) return drawn_[strategy][index];
  const ParameterSpace& space = strategies_[strategy].space();
  const bool is_grid = search_.method == SearchMethod::grid;
  return is_grid ? space.grid_point(index) : space.default_point();
}

engine::Scenario Study::scenario_at(std::size_t strategy, const Point& point) const {
  engine::Scenario base;
  base.profile = profile_.profile;
  base.switches = profile_.switches;
  cluster_.apply_to(base);
  try {
    model_.apply_to(base);
    engine::Scenario scenario = strategies_[strategy].scenario_at(base, point);
    // Its limits decide how much memory activations take.
    if (!strategies_[strategy].fixes_gpu_blocks()) model_.size_kv_cache(scenario);
    return scenario;
  } catch (const engine::Problem& problem) {
    throw located(problem);
  }
}

/// What the engine says of a field that comes from the study or the model file.
engine::Problem Study::located(const engine::Problem& problem) const {
  std::vector<std::string> path = field_path(problem.where());
  if (path.empty()) return problem;
  if (path[0] == "latency" || path[0] == "kv" || path[0] == "shape" || path[0] == "hardware") {
    const Located found = deepest_node(model_document_, path);
    return found.depth == 0 ? problem : problem.at(found.node.where());
  }
  if (path[0] != "profile") path.insert(path.begin(), "cluster");
  const Located found = deepest_node(document_, path);
  return found.depth < (path[0] == "profile" ? 1U : 2U) ? problem : problem.at(found.node.where());
}

std::string Study::resolved_text() const {
  io::Value value = io::Value::map();
  value.set("study", io::Value::text(name_));
  if (!question_.empty()) value.set("question", io::Value::text(question_));
  value.set("profile", profile_.to_value());
  value.set("model", model_.to_value()).set("cluster", cluster_.to_value());
  io::Value workloads = io::Value::list();
  for (const WorkloadFile& workload : listed_workloads()) workloads.add(workload.to_value());
  value.set("workloads", std::move(workloads));
  if (loads_.given()) value.set("loads", loads_.to_value());
  if (warm_up_.given()) value.set("warmup", warm_up_.to_value());
  value.set("seeds", seeds_by_need_ ? seeds_by_need_->to_value() : seeds_to_value(seeds_));
  value.set("baseline", strategies_.front().to_value());
  io::Value strategies = io::Value::list();
  for (std::size_t i = 1; i < strategies_.size(); ++i) strategies.add(strategies_[i].to_value());
  value.set("strategies", std::move(strategies));
  value.set("search", search_.to_value());
  value.set("objectives", objectives_to_value(objectives_));
  if (!constraints_.empty()) {
    value.set("constraints", metric_constraints_to_value(constraints_));
  }
  value.set("keep_requests", keep_requests_.to_value());
  if (!claims_.empty()) value.set("claims", claims_to_value(claims_));
  if (criteria_.stated()) value.set("criteria", criteria_.to_value());
  if (finding_) value.set("finding", finding_->to_value());
  return value.yaml();
}

}  // namespace servesweep::sweep
