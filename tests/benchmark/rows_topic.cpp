#include "tests/benchmark/rows_topic.h"

#include <utility>

#include "engine/simulate.h"
#include "io/hdf5/shard_writer.h"
#include "sweep/run/task_order.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"
#include "sweep/study/plan.h"
#include "tests/benchmark/columns.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/scratch_folder.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

std::vector<io::MetricColumn> metric_columns(const sweep::Study& study) {
  std::vector<io::MetricColumn> columns;
  for (const sweep::Metric& metric : study.metrics()) columns.push_back(metric.column);
  return columns;
}

/// The quickstart's runs, or the first ones, in the order in which they are simulated and stored:
/// each seed comes again at the next point.
std::vector<io::RunResult> runs_of(const sweep::Study& study, engine::Profile profile,
                                   std::size_t most) {
  const sweep::Plan plan = sweep::Plan::of(study);
  const sweep::WorkloadFile& file = study.workloads().front();
  std::vector<sweep::RunId> ids = sweep::in_task_order(
      plan, plan.distinct_runs(), {static_cast<std::size_t>(file.spec.requests)});
  if (ids.size() > most) ids.resize(most);
  engine::Simulator simulator;
  std::vector<io::RunResult> runs;
  for (const sweep::RunId id : ids) {
    const sweep::PlannedRun& planned = plan.runs()[id.index()];
    const sweep::PlannedPoint& point = plan.points()[planned.point.index()];
    engine::Scenario scenario = point.scenario;
    scenario.follow(profile);
    simulator.configure(scenario);
    const auto workload = sweep::make_workload(file, planned.seed);
    io::RunResult& run = runs.emplace_back();
    run.key = planned.key;
    run.plan_index = id.value();
    run.seed = planned.seed;
    run.strategy = study.strategies()[point.strategy].name();
    run.point = planned.point.value();
    run.records.resize(workload.requests.size());
    run.metrics = sweep::metric_values(simulator.run(workload, run.records), study.classes());
  }
  return runs;
}

/// One shard written.
struct Written {
  double add_s = 0, commit_s = 0;
  io::CommittedShard shard;
};

Written write(const sweep::Study& study, std::vector<io::RunResult> runs, int sequence,
              const ScratchFolder& scratch) {
  io::ShardWriter writer(scratch.path(),
                         {.name = {.rank = 0, .sequence = sequence},
                          .study = study.name(),
                          .servesweep_version = "benchmark"},
                         metric_columns(study));
  for (const io::RunResult& run : runs) {
    writer.add_point({.id = run.point, .strategy = run.strategy, .parameters = "{}"});
  }
  Written written;
  written.add_s = seconds_of([&] {
    for (io::RunResult& run : runs) writer.add(std::move(run));
  });
  written.commit_s = seconds_of([&] { written.shard = writer.commit(); });
  return written;
}

Report measure_rows(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const std::size_t most = size_for(line, std::size_t{1'000}, std::size_t{2});
  const sweep::Study study = shipped_study("quickstart");
  io::Table table({words("profile"), numbers("runs"), numbers("rows"), numbers("collect", "ns/row"),
                   numbers("commit", "ns/row"), numbers("rows/s"), numbers("bytes/row", "", 4)});
  Report report;
  int sequence = 0;
  for (const engine::Profile profile : {engine::Profile::reference, engine::Profile::vllm_v1}) {
    const std::vector<io::RunResult> runs = runs_of(study, profile, most);
    const ScratchFolder scratch;
    Samples add_s, commit_s, total_s;
    io::CommittedShard shard;
    for (int i = 0; i < repeats; ++i) {
      const Written written = write(study, runs, sequence++, scratch);
      add_s.add(written.add_s);
      commit_s.add(written.commit_s);
      total_s.add(written.add_s + written.commit_s);
      shard = written.shard;
    }
    const auto rows = static_cast<double>(shard.requests);
    const double bytes = static_cast<double>(shard.size_bytes) / rows;
    const std::string name(engine::name_of(profile));
    table.add_row({name, shard.runs, shard.requests, add_s.min() * 1e9 / rows,
                   commit_s.min() * 1e9 / rows, rows / total_s.min(), bytes});
    report.figures["profiles"][name] = {{"rows", shard.requests},
                                        {"rows_per_s", rows / total_s.min()},
                                        {"median_rows_per_s", rows / total_s.median()},
                                        {"collect_ns_per_row", add_s.min() * 1e9 / rows},
                                        {"commit_ns_per_row", commit_s.min() * 1e9 / rows},
                                        {"bytes_per_row", bytes}};
  }
  report.tables.emplace_back("Request tables of the quickstart into one shard, one thread:",
                             std::move(table));
  return report;
}

}  // namespace

Topic rows_topic() {
  return {
      .line = topic_line(
          "rows", "request tables into shards: rows per second, bytes per row",
          "Stores the runs of the quickstart, in the order of a study, in one shard: first\n"
          "collected in memory, then compressed, written and forced to disk. Bytes are those of\n"
          "the whole file, run metrics included. Least of the repetitions.",
          {"rows", "rows --json"}, "5"),
      .measure = measure_rows};
}

}  // namespace servesweep::benchmark
