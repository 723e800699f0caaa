#include "sweep/explanation/explanation.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "engine/latency/latency_model.h"
#include "sweep/explanation/request_comparison.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {
namespace {

constexpr const char* kUsualMetric = "ttft_p99_ms";

std::string explained_metric(const ExplainQuestion& question) {
  const std::vector<std::string> known = explainable_metrics(question.workload, question.classes);
  const auto is_known = [&](const std::string& name) {
    return std::ranges::find(known, name) != known.end();
  };
  if (!question.metric.empty()) {
    if (is_known(question.metric)) return question.metric;
    throw engine::Problem("--by", fmt::format("{} cannot be taken apart", question.metric),
                          "only the mean, P50 and P99 of TTFT and E2E latency are sums of parts",
                          engine::suggest_name(question.metric, known));
  }
  for (const Objective& objective : question.objectives) {
    if (is_known(objective.metric)) return objective.metric;
  }
  return kUsualMetric;
}

/// The metric first, then the objectives.
std::vector<std::string> ablated_metrics(const ExplainQuestion& question,
                                         const std::string& metric) {
  std::vector<std::string> names{metric};
  for (const Objective& objective : question.objectives) {
    if (objective.metric != metric) names.push_back(objective.metric);
  }
  return names;
}

std::vector<ExplainedCell> explained_cells(const ExplainQuestion& question, std::size_t classes) {
  const auto cost = engine::make_latency_model(question.baseline.latency, question.baseline.batch);
  DirectRuns direct({question.strategy, question.baseline}, {question.workload}, question.threads);
  const auto seeds =
      compare_requests(direct, {.strategy = 0, .baseline = 1}, question.seeds, classes, *cost);
  return explain_cells(classes, seeds, question.confidence);
}

}  // namespace

std::string metric_name(const LatencyCell& cell, const std::vector<std::string>& classes) {
  std::string name =
      fmt::format("{}_{}_ms", name_of(cell.kind), kLatencyStatistics[cell.statistic].name);
  return cell.group == 0 ? name : name + "." + classes[cell.group - 1];
}

std::vector<std::string> explainable_metrics(const WorkloadFile& workload,
                                             const std::vector<std::string>& classes) {
  const std::vector<std::string> own = class_names(workload);
  std::vector<std::string> names;
  const std::vector<Metric> metrics = study_metrics(classes);
  for (const LatencyCell& cell : latency_cells(own.size())) {
    const std::string name = metric_name(cell, own);
    const bool known = std::ranges::any_of(
        metrics, [&](const Metric& metric) { return metric.column.name == name; });
    if (known) names.push_back(name);
  }
  return names;
}

Explanation explain(const ExplainQuestion& question) {
  const SwitchedStrategy strategy(question.model, question.baseline, question.strategy);
  Explanation explanation;
  explanation.metric = explained_metric(question);
  explanation.seeds = question.seeds.size();
  explanation.confidence = question.confidence;
  explanation.classes = class_names(question.workload);
  explanation.cells = explained_cells(question, explanation.classes.size());
  while (metric_name(explanation.explained_cell().cell, explanation.classes) !=
         explanation.metric) {
    ++explanation.cell;
  }
  const std::vector<std::string> metrics = ablated_metrics(question, explanation.metric);
  explanation.ablation = ablate({.strategy = strategy,
                                 .workload = question.workload,
                                 .seeds = question.seeds,
                                 .classes = question.classes,
                                 .metrics = metrics,
                                 .confidence = question.confidence,
                                 .threads = question.threads});
  const Metric& metric = explanation.ablation.metrics.front().metric;
  explanation.goal = goal_of(metric, question.objectives);
  explanation.costs = costs_of(explanation.ablation.changes, question.objectives, question.classes,
                               question.confidence);
  explanation.controls = run_controls({.strategy = strategy,
                                       .workload = question.workload,
                                       .seeds = question.seeds,
                                       .classes = question.classes,
                                       .cell = explanation.explained_cell().cell,
                                       .metric = metric,
                                       .confidence = question.confidence,
                                       .threads = question.threads});
  return explanation;
}

}  // namespace servesweep::sweep
