#include "sweep/report/timeline_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sweep/cli/phrases.h"
#include "sweep/report/left_out.h"
#include "sweep/report/report_command.h"
#include "sweep/report/watched_run.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

/// That a chart shows: more are no longer told apart.
constexpr std::size_t kMostDrawnInstances = 8;
/// Of a curve, two points and the ends each: at most 400 points, of many instances 200.
constexpr std::size_t kBins = 199, kBinsOfMany = 99, kManyInstances = 3;

struct SignalChart {
  InstanceSignal signal;
  const char* title;
  const char* unit;
  bool only_if_any;  ///< else there is nothing to see
};
constexpr std::array<SignalChart, kInstanceSignals> kCharts{{
    {InstanceSignal::waiting, "Queue", "requests waiting", false},
    {InstanceSignal::running, "Batch", "requests running", false},
    {InstanceSignal::tokens, "Steps", "tokens per step", false},
    {InstanceSignal::step_length, "Step length", "ms per step", false},
    {InstanceSignal::kv_blocks, "KV memory", "GPU blocks in use", false},
    {InstanceSignal::preemptions, "Preemptions so far", "preemptions", true},
    {InstanceSignal::stored, "Copied to lower KV tiers so far", "blocks", true},
    {InstanceSignal::loaded, "Brought back from lower KV tiers so far", "blocks", true},
}};

io::ChartSeries instance_series(const ThinnedCurve& curve, std::size_t instance) {
  io::ChartSeries series{.name = fmt::format("instance {}", instance), .points = {}};
  for (const CurvePoint& point : curve.points()) {
    series.points.push_back({.x = static_cast<double>(point.time_us) / kUsPerS, .y = point.value});
  }
  return series;
}

io::ReportChart signal_chart(const WatchedRun& run, const SignalChart& kind,
                             const std::string& id) {
  io::ReportChart chart{.id = id,
                        .title = fmt::format("{} under {}", kind.title, run.strategy),
                        .summary = fmt::format("{} of instances over time under {}, seed {}.",
                                               kind.title, run.strategy, run.seed),
                        .kind = io::ChartKind::step,
                        .x_label = "time (s)",
                        .y_label = kind.unit};
  for (const std::size_t instance : run.recorder.busiest(kMostDrawnInstances)) {
    io::ChartSeries series = instance_series(run.recorder.curve(instance, kind.signal), instance);
    if (!series.points.empty()) chart.series.push_back(std::move(series));
  }
  return chart;
}

/// Of stretches as long as those of the others: short ones would make arrivals look wilder.
io::ChartSeries rate_series(const std::string& name, ThinnedCounts counts,
                            engine::TimeUs stretch_us) {
  counts.widen(stretch_us);
  io::ChartSeries series{.name = name, .points = {}};
  const double width_s = static_cast<double>(counts.width_us()) / kUsPerS;
  double time_s = 0;
  for (const std::int64_t count : counts.counts()) {
    series.points.push_back({.x = time_s, .y = static_cast<double>(count) / width_s});
    time_s += width_s;
  }
  if (!series.points.empty()) series.points.push_back({.x = time_s, .y = 0});
  return series;
}

/// Arrivals are the same for both: both serve the same requests, unless turns of conversations
/// wait for answers.
io::ReportChart load_chart(const std::array<WatchedRun, 2>& runs) {
  io::ReportChart chart{.id = "timeline-load",
                        .title = "Arrivals and completions",
                        .summary = "Requests per second that arrive and that are completed.",
                        .kind = io::ChartKind::step,
                        .x_label = "time (s)",
                        .y_label = "requests/s"};
  engine::TimeUs stretch_us = 1;
  for (const WatchedRun& run : runs) {
    stretch_us = std::max(
        {stretch_us, run.recorder.arrivals().width_us(), run.recorder.completions().width_us()});
  }
  const bool same = runs[0].recorder.arrivals().counts() == runs[1].recorder.arrivals().counts();
  if (same)
    chart.series.push_back(rate_series("arrivals", runs[0].recorder.arrivals(), stretch_us));
  for (const WatchedRun& run : runs) {
    if (!same) {
      chart.series.push_back(
          rate_series("arrivals, " + run.strategy, run.recorder.arrivals(), stretch_us));
    }
    chart.series.push_back(
        rate_series("completed, " + run.strategy, run.recorder.completions(), stretch_us));
  }
  std::erase_if(chart.series, [](const io::ChartSeries& one) { return one.points.empty(); });
  return chart;
}

std::string check_text(const WatchedRun& run) {
  if (run.different.empty()) {
    return fmt::format(
        "{} was simulated again under seed {}: all {} metrics equal those that the folder holds.",
        run.strategy, run.seed, run.metrics);
  }
  return fmt::format(
      "WARNING: {} was simulated again under seed {}, and {} of {} metrics are not those that the "
      "folder holds: {}. What follows is not the stored run.",
      run.strategy, run.seed, run.different.size(), run.metrics, list_text(run.different));
}

void add_timeline_charts(const std::array<WatchedRun, 2>& runs, io::ReportSection& section) {
  section.charts.push_back(load_chart(runs));
  for (const SignalChart& kind : kCharts) {
    const bool any = std::ranges::any_of(
        runs, [&](const WatchedRun& run) { return run.recorder.has(kind.signal); });
    if (kind.only_if_any && !any) continue;
    for (const WatchedRun& run : runs) {
      section.charts.push_back(
          signal_chart(run, kind, fmt::format("timeline-{}", section.charts.size())));
    }
  }
  for (const SignalChart& kind : kCharts) {
    const bool any = std::ranges::any_of(
        runs, [&](const WatchedRun& run) { return run.recorder.has(kind.signal); });
    if (!kind.only_if_any || any) continue;
    section.paragraphs.push_back(fmt::format("{}: none in either run.", kind.title));
  }
}

void add_timeline_remarks(const std::array<WatchedRun, 2>& runs, io::ReportSection& section) {
  for (const WatchedRun& run : runs) section.paragraphs.push_back(check_text(run));
  std::size_t instances = 0;
  for (const WatchedRun& run : runs) instances = std::max(instances, run.recorder.instances());
  section.paragraphs.emplace_back(
      "Each curve shows what steps show, thinned so that the lowest and the highest value of every "
      "stretch of time stay.");
  if (instances <= kMostDrawnInstances) return;
  section.paragraphs.push_back(
      fmt::format("Of {} instances the {} with the longest queues at any time are shown.",
                  instances, kMostDrawnInstances));
}

}  // namespace

io::ReportSection timeline_section(const ReportSubject& subject) {
  const RankedPoint& chosen = subject.chosen_point();
  subject.need_simulation("'servesweep report' without it");
  if (subject.seeds.empty()) {
    throw LeftOut(
        fmt::format("{} and {} have no seed in common that is done; run the study to its "
                    "end.",
                    subject.question.baseline, chosen.point.strategy));
  }
  const auto instances = static_cast<std::size_t>(std::max(
      subject.scenario_of(subject.baseline).instances, subject.scenario_of(chosen).instances));
  const std::size_t bins = instances > kManyInstances ? kBinsOfMany : kBins;
  const std::uint64_t seed = subject.seeds.front();
  const std::array<WatchedRun, 2> runs{watch_run(subject, subject.baseline, seed, bins),
                                       watch_run(subject, chosen, seed, bins)};
  io::ReportSection section{.id = "timeline", .title = "One run over time"};
  add_timeline_remarks(runs, section);
  add_timeline_charts(runs, section);
  section.commands = {simulate_command(subject, subject.baseline, seed),
                      simulate_command(subject, chosen, seed)};
  return section;
}

}  // namespace servesweep::sweep
