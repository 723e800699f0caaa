#include "tests/benchmark/rows_topic.h"

#include <cstring>
#include <utility>

#include "engine/simulate.h"
#include "io/hdf5/shard_writer.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"
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

/// The quickstart's baseline with one seed after the other, as a study's runs are stored.
std::vector<io::RunResult> runs_of(const sweep::Study& study, engine::Profile profile, int count) {
  engine::Scenario scenario = first_scenario(study, 0);
  scenario.follow(profile);
  engine::Simulator simulator;
  simulator.configure(scenario);
  std::vector<io::RunResult> runs(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto workload = sweep::make_workload(study.workloads().front(), i + 1);
    io::RunResult& run = runs[i];
    std::memcpy(run.key.bytes.data(), &i, sizeof i);
    run.plan_index = static_cast<std::int64_t>(i);
    run.seed = i + 1;
    run.strategy = study.strategies().front().name();
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
  writer.add_point({.id = 0, .strategy = study.strategies().front().name(), .parameters = "{}"});
  Written written;
  written.add_s = seconds_of([&] {
    for (io::RunResult& run : runs) writer.add(std::move(run));
  });
  written.commit_s = seconds_of([&] { written.shard = writer.commit(); });
  return written;
}

Report measure(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const int count = size_for(line, 200, 2);
  const sweep::Study study = shipped_study("quickstart");
  io::Table table({words("profile"), numbers("runs"), numbers("rows"), numbers("collect", "ns/row"),
                   numbers("commit", "ns/row"), numbers("rows/s"), numbers("bytes/row", "", 4)});
  Report report;
  int sequence = 0;
  for (const engine::Profile profile : {engine::Profile::reference, engine::Profile::vllm_v1}) {
    const std::vector<io::RunResult> runs = runs_of(study, profile, count);
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
          "Stores runs of the quickstart's baseline, a seed each, in one shard: first collected\n"
          "in memory, then compressed, written and forced to disk. Bytes are those of the\n"
          "whole file, run metrics included. Least of the repetitions.",
          {"rows", "rows --json"}, "5"),
      .measure = measure};
}

}  // namespace servesweep::benchmark
