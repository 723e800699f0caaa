#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/claim.h"
#include "sweep/study/cluster.h"
#include "sweep/study/criteria.h"
#include "sweep/study/keep_requests.h"
#include "sweep/study/load_levels.h"
#include "sweep/study/metric_constraint.h"
#include "sweep/study/metrics.h"
#include "sweep/study/model.h"
#include "sweep/study/objective.h"
#include "sweep/study/profile_text.h"
#include "sweep/study/search.h"
#include "sweep/study/seeds_by_need.h"
#include "sweep/study/strategy.h"
#include "sweep/study/study_finding.h"
#include "sweep/study/warm_up.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// A study file with every file it names: strategies against a baseline, on workloads and seeds, by
/// objectives. Immutable.
///
///   study: quickstart                # letters, digits, - _ .
///   question: one line               (optional)
///   profile: vllm-v1                 # the default; or reference (docs/profiles.md)
///   model: ../models/llama-3.1-8b-h100-tp2.yaml
///   cluster: {instances: 8}          # see Cluster
///   workloads: [../workloads/orthogonal-burst.yaml]
///   loads: {fractions: [0.5, 0.95]}  (optional) # of each workload, see LoadLevels
///   warmup: mser5                    (optional) # where measuring begins, see WarmUp
///   seeds: {first: 42, count: 5}     # or a list, or see SeedsByNeed
///   baseline: ../strategies/llm-d-parity.yaml
///   strategies: [../strategies/slo-cascade.yaml]
///   search: {method: grid}           (optional) # see Search
///   objectives: [{metric: ttft_p99_ms, goal: minimize}]
///   constraints: [{metric: completed_fraction, at_least: 1}]  (optional) # see MetricConstraint
///   keep_requests: all               (optional) # see KeepRequests
///   claims: [{claim: …, strategy: …, metric: …, effect: better}]  (optional) # see Claim
///   criteria: [{criterion: …, metric: …, better_by: 0.15}]  (optional) # see Criteria
///   finding: {number: 5, statement: …}  (optional) # see StudyFinding
///
/// Paths are relative to the file that names them; a map in place of a path is the file's content,
/// so that the resolved text of a study is a study file again.
class Study {
 public:
  /// Problem (file:line: field) for anything wrong in the study or the files it names, except what
  /// only the engine can judge: see scenario_at().
  [[nodiscard]] static Study read_file(const std::filesystem::path& path);
  [[nodiscard]] static Study read(const io::Document& document);
  /// The study that gave this resolved text: how it travels to other ranks and into results.
  [[nodiscard]] static Study from_resolved(const std::string& text);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& question() const { return question_; }
  [[nodiscard]] const Model& model() const { return model_; }
  [[nodiscard]] const Cluster& cluster() const { return cluster_; }
  /// At every load, if the study states loads.
  [[nodiscard]] const std::vector<WorkloadFile>& workloads() const { return workloads_; }
  /// What runs may be on: workloads(), and for a race with a horizon their first parts after them,
  /// in the same order (shortened_workload()), which no figure of the study counts.
  [[nodiscard]] std::size_t run_workload_count() const {
    return workloads_.size() + shortened_.size();
  }
  [[nodiscard]] const WorkloadFile& run_workload(std::size_t index) const {
    const std::size_t whole = workloads_.size();
    return index < whole ? workloads_[index] : shortened_[index - whole];
  }
  /// As the study lists them.
  [[nodiscard]] const std::vector<WorkloadFile>& listed_workloads() const {
    return loads_.given() ? loads_.listed() : workloads_;
  }
  [[nodiscard]] const LoadLevels& loads() const { return loads_; }
  /// Gives the workloads their rates; see LoadLevels::needs_measurement().
  void settle_loads(std::vector<MeasuredLoad> measured) {
    workloads_ = loads_.settle(std::move(measured));
    warm_up_.apply(workloads_);
    shorten_workloads();
  }
  [[nodiscard]] const WarmUp& warm_up() const { return warm_up_; }
  /// Gives the workloads their measuring windows; see WarmUp::needs_measurement().
  void settle_warm_up(std::vector<MeasuredWarmUp> measured) {
    warm_up_.settle(std::move(measured));
    warm_up_.apply(workloads_);
    shorten_workloads();
  }
  /// Those that every point gets.
  [[nodiscard]] const std::vector<std::uint64_t>& seeds() const { return seeds_; }
  /// Those that a point may get: the same, then more where the study takes them by need.
  [[nodiscard]] const std::vector<std::uint64_t>& all_seeds() const { return all_seeds_; }
  [[nodiscard]] const std::optional<SeedsByNeed>& seeds_by_need() const { return seeds_by_need_; }
  /// The baseline at position 0, then the strategies in the order of the file.
  [[nodiscard]] const std::vector<StrategyTemplate>& strategies() const { return strategies_; }
  [[nodiscard]] const Search& search() const { return search_; }
  /// How many points of a strategy are planned before anything runs, and the index-th of them. A
  /// search that learns plans the baseline's only.
  [[nodiscard]] std::size_t point_count(std::size_t strategy) const;
  [[nodiscard]] Point point_at(std::size_t strategy, std::size_t index) const;
  [[nodiscard]] const std::vector<Objective>& objectives() const { return objectives_; }
  /// What a search must respect; may be empty.
  [[nodiscard]] const std::vector<MetricConstraint>& constraints() const { return constraints_; }
  [[nodiscard]] const KeepRequests& keep_requests() const { return keep_requests_; }
  /// What the study expects of its strategies; may be empty.
  [[nodiscard]] const std::vector<Claim>& claims() const { return claims_; }
  /// When a strategy is a win, and where that is judged; the defaults if the study does not say.
  [[nodiscard]] const Criteria& criteria() const { return criteria_; }
  /// The published finding that the claims are about.
  [[nodiscard]] const std::optional<StudyFinding>& finding() const { return finding_; }
  /// Metrics that objectives, constraints, claims and criteria name: those that cost extra are
  /// measured if they are among them (see observers_for()).
  [[nodiscard]] std::vector<std::string> named_metrics() const;

  /// SLO classes of all workloads, in the order of first appearance.
  [[nodiscard]] const std::vector<std::string>& classes() const { return classes_; }
  /// The metrics of every run of this study, in the order of metric_values().
  [[nodiscard]] std::vector<Metric> metrics() const { return study_metrics(classes_); }

  /// The scenario of a strategy at one of its points, validated by the engine. Problem at the line
  /// of the strategy, study or model file that is to blame.
  [[nodiscard]] engine::Scenario scenario_at(std::size_t strategy, const Point& point) const;

  /// Everything in one YAML text, no paths left; from_resolved() reads it.
  [[nodiscard]] std::string resolved_text() const;

 private:
  explicit Study(io::Document document, io::Document model_document)
      : document_(std::move(document)), model_document_(std::move(model_document)) {}
  void read_workloads(const io::Document& list);
  void shorten_workloads();
  void read_seed_lists(const io::Document& node);
  void read_strategies();
  void draw_points(const io::Document& node);
  void read_claims(const io::Document& list);
  [[nodiscard]] engine::Problem located(const engine::Problem& problem) const;

  io::Document document_, model_document_;
  std::string name_, question_;
  ProfileChoice profile_;
  Model model_;
  Cluster cluster_;
  std::vector<WorkloadFile> workloads_, shortened_;
  LoadLevels loads_;
  WarmUp warm_up_;
  std::vector<std::uint64_t> seeds_, all_seeds_;
  std::optional<SeedsByNeed> seeds_by_need_;
  std::vector<StrategyTemplate> strategies_;
  Search search_;
  std::vector<std::vector<Point>> drawn_;  ///< by strategy; if is_drawn(search_.method)
  std::vector<Objective> objectives_;
  std::vector<MetricConstraint> constraints_;
  KeepRequests keep_requests_;
  std::vector<Claim> claims_;
  Criteria criteria_;
  std::optional<StudyFinding> finding_;
  std::vector<std::string> classes_;
};

}  // namespace servesweep::sweep
