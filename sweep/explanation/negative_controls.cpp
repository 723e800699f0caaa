#include "sweep/explanation/negative_controls.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/latency/latency_model.h"
#include "sweep/explanation/control_workloads.h"
#include "sweep/explanation/part_effects.h"
#include "sweep/explanation/request_comparison.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::Scenario;

constexpr double kIdleRate = 0.05;       // of the workload's own
constexpr double kIdleRequests = 0.005;  // in the system, on average
constexpr Expectation kNone{.effect = Effect::none, .at_least = 0, .within = kVanished};

/// Runs the controls of one question.
class Controls {
 public:
  explicit Controls(const ControlQuestion& question)
      : q_(question),
        cost_(engine::make_latency_model(baseline().latency, baseline().batch)),
        groups_(class_names(q_.workload).size()) {
    for (const LatencyCell& one : latency_cells(groups_)) {
      if (one == q_.cell) break;
      ++cell_;
    }
  }

  [[nodiscard]] Control itself() const;
  [[nodiscard]] Control idle() const;
  [[nodiscard]] Control equal_classes() const;
  [[nodiscard]] Control unique_prompts() const;

 private:
  [[nodiscard]] const Scenario& strategy() const { return q_.strategy.strategy(); }
  [[nodiscard]] const Scenario& baseline() const { return q_.strategy.baseline(); }
  [[nodiscard]] double idle_scale() const;
  [[nodiscard]] std::vector<std::vector<CellDifference>> compare(
      const Scenario& strategy, const Scenario& baseline, const WorkloadFile& workload) const;
  [[nodiscard]] std::vector<std::vector<double>> values(const Scenario& scenario,
                                                        const WorkloadFile& workload) const;
  [[nodiscard]] PairedDifference metric_change(
      const std::vector<std::vector<double>>& strategy,
      const std::vector<std::vector<double>>& baseline) const;
  [[nodiscard]] std::string left_over(const std::vector<std::vector<CellDifference>>& seeds) const;
  [[nodiscard]] std::optional<MechanismSet> order() const;
  void judge_vanished(Control& control, const std::string& if_not) const;

  const ControlQuestion& q_;
  std::unique_ptr<engine::LatencyModel> cost_;
  std::size_t groups_;    ///< classes of the workload
  std::size_t cell_ = 0;  ///< position of the question's cell
};

/// Means of all cells, and the question's own cell.
std::vector<std::vector<CellDifference>> Controls::compare(const Scenario& strategy,
                                                           const Scenario& baseline,
                                                           const WorkloadFile& workload) const {
  DirectRuns direct({strategy, baseline}, {workload}, q_.threads);
  const auto wanted = [this](const LatencyCell& one) {
    return kLatencyStatistics[one.statistic].percent < 0 || one == q_.cell;
  };
  return compare_requests(direct, {.strategy = 0, .baseline = 1}, q_.seeds, groups_, *cost_,
                          wanted);
}

std::vector<std::vector<double>> Controls::values(const Scenario& scenario,
                                                  const WorkloadFile& workload) const {
  DirectRuns direct({scenario}, {workload}, q_.threads);
  std::vector<DirectRun> runs;
  for (const std::uint64_t seed : q_.seeds) runs.push_back({.seed = seed});
  return direct.metrics(runs, q_.classes);
}

PairedDifference Controls::metric_change(const std::vector<std::vector<double>>& strategy,
                                         const std::vector<std::vector<double>>& baseline) const {
  const std::vector<Metric> metrics = study_metrics(q_.classes);
  std::size_t position = 0;
  while (metrics[position].column.name != q_.metric.column.name) ++position;
  std::vector<SeedPair> pairs;
  for (std::size_t i = 0; i < strategy.size(); ++i) {
    pairs.push_back({strategy[i][position], baseline[i][position]});
  }
  return paired_difference(pairs, q_.confidence);
}

/// What is left of the whole difference, for the reader.
std::string Controls::left_over(const std::vector<std::vector<CellDifference>>& seeds) const {
  const PairedDifference whole = explain_cells(groups_, seeds, q_.confidence)[cell_].difference_ms;
  if (!std::isfinite(whole.relative_difference)) return "";
  return fmt::format("{} differs by {:+.3g} % there", q_.metric.column.name,
                     100 * whole.relative_difference);
}

void Controls::judge_vanished(Control& control, const std::string& if_not) const {
  control.finding = judge(control.change, Goal::minimize, kNone, q_.confidence);
  if (control.finding == Finding::held) return;
  const std::string why = control.finding == Finding::failed
                              ? if_not
                              : "the interval is too wide for 2 %: more seeds would tell";
  control.reason += (control.reason.empty() ? "" : "; ") + why;
}

Control Controls::itself() const {
  Control control{.name = "itself",
                  .setting = "the strategy against itself",
                  .vanishes = "every part, exactly"};
  const auto seeds = compare(strategy(), strategy(), q_.workload);
  double largest_us = 0;
  for (const auto& seed : seeds) {
    for (const CellDifference& cell : seed) {
      for (const double part_us : cell.parts_us) {
        largest_us = std::max(largest_us, std::abs(part_us));
      }
    }
  }
  control.change = explain_cells(groups_, seeds, q_.confidence)[cell_].difference_ms;
  control.finding = largest_us == 0 ? Finding::held : Finding::failed;
  if (largest_us > 0) {
    control.reason = fmt::format(
        "a part differs by {} us: two simulations of the same requests disagree, which is a bug",
        largest_us);
  }
  return control;
}

/// So slow that hardly ever two requests are in the system at once.
double Controls::idle_scale() const {
  const double own_scale = q_.workload.spec.rate_scale;
  DirectRuns direct({strategy(), baseline()}, {q_.workload}, q_.threads);
  const std::vector<DirectRun> runs{{.scenario = 0, .seed = q_.seeds.front()},
                                    {.scenario = 1, .seed = q_.seeds.front()}};
  std::vector<double> offered(runs.size());  // requests in the system if all stayed as long as now
  direct.look_at(runs, true, [&](std::size_t run, const engine::Summary& summary, auto requests) {
    engine::TimeUs first_us = engine::kForever, last_us = 0;
    std::int64_t sent = 0;  // turns that follow a rejected one are not
    for (const engine::RequestRecord& request : requests) {
      if (request.arrival_us == engine::kNever) continue;
      ++sent;
      first_us = std::min(first_us, request.arrival_us);
      last_us = std::max(last_us, request.arrival_us);
    }
    if (sent == 0) return;
    const auto span_us = static_cast<double>(std::max<engine::TimeUs>(last_us - first_us, 1));
    const double per_us = std::max(static_cast<double>(sent) / span_us,
                                   q_.workload.spec.requests_per_s * own_scale / kUsPerS);
    offered[run] = per_us * summary.in_system_mean_us;
  });
  const double most = std::max({offered[0], offered[1], kIdleRequests});
  return std::min(kIdleRate, kIdleRequests / most);
}

Control Controls::idle() const {
  const double slowest = engine::kLeastRateScale / q_.workload.spec.rate_scale;
  const double scale = std::max(idle_scale(), slowest);
  Control control{.name = "idle",
                  .setting = fmt::format("{:.2g} times the rate, so that nobody waits", scale),
                  .vanishes = "what the queue contributes"};
  Scenario slow_strategy = strategy(), slow_baseline = baseline();
  slow_strategy.horizon_us = slow_baseline.horizon_us = engine::kForever;
  const auto seeds = compare(slow_strategy, slow_baseline, spaced_out(q_.workload, scale));
  control.change = sum_of_parts(seeds, cell_, is_queue_part, q_.confidence);
  control.reason = left_over(seeds);
  judge_vanished(
      control,
      "requests wait even there: conversations, or the recording, bring them together, or "
      "the strategy holds them back");
  return control;
}

/// The mechanism that orders the queue.
std::optional<MechanismSet> Controls::order() const {
  const std::vector<Mechanism>& mechanisms = q_.strategy.mechanisms();
  for (std::size_t i = 0; i < mechanisms.size(); ++i) {
    for (const MechanismPart& part : mechanisms[i].parts) {
      if (part.name == "scheduling" || part.name == "priority") return MechanismSet{1} << i;
    }
  }
  return std::nullopt;
}

Control Controls::equal_classes() const {
  Control control{.name = "equal classes",
                  .setting = "every class with the tier and targets of the first",
                  .vanishes = "what the order of the queue does alone"};
  control.applies = false;
  const auto taken = order();
  const auto workload = with_equal_classes(q_.workload);
  if (!taken || !workload) {
    control.reason = taken ? "the workload has no classes that differ"
                           : "the strategy orders the queue as the baseline does";
    return control;
  }
  const Scenario ordered = q_.strategy.with(*taken);
  const auto equal = values(ordered, *workload);
  if (metric_change(values(ordered, q_.workload), equal).difference == Interval{0, 0}) {
    control.reason = "the order of the queue does not look at classes";
    return control;
  }
  control.applies = true;
  control.change = metric_change(equal, values(baseline(), *workload));
  judge_vanished(control, "the order looks at more than classes: lengths, cache hits, age");
  return control;
}

Control Controls::unique_prompts() const {
  Control control{.name = "unique prompts",
                  .setting = "prompts as long, of which no two begin alike",
                  .vanishes = "what the prefix cache contributes"};
  const auto workload = with_unique_prompts(q_.workload);
  if (!workload) {
    control.applies = false;
    control.reason = q_.workload.trace ? "a recorded trace cannot be changed so"
                                       : "the workload shares no prefixes";
    return control;
  }
  const auto seeds = compare(strategy(), baseline(), *workload);
  control.change = sum_of_parts(seeds, cell_, is_cache_part, q_.confidence);
  control.reason = left_over(seeds);
  judge_vanished(control, "prompts still share content");
  return control;
}

}  // namespace

std::vector<Control> run_controls(const ControlQuestion& question) {
  const Controls controls(question);
  return {controls.itself(), controls.idle(), controls.equal_classes(), controls.unique_prompts()};
}

}  // namespace servesweep::sweep
