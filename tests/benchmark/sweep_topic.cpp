#include "tests/benchmark/sweep_topic.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/scratch_folder.h"
#include "tests/benchmark/sweep_runs.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

/// One row: workers of one kind, and the fastest of their repetitions.
struct Way {
  const char* kind;  ///< "threads", "ranks" or "programs"
  int workers;
  std::optional<SweepTime> best{};
};

std::optional<SweepTime> measure_way(const Way& way, const std::filesystem::path& study,
                                     const std::filesystem::path& output) {
  const std::string kind = way.kind;
  if (kind == "threads") return run_on_threads(study, output, way.workers);
  if (kind == "programs") return run_as_programs(study, output, way.workers);
  return run_on_ranks(study, output, way.workers);
}

/// Ways take turns, each time into a new folder.
void measure_ways(std::vector<Way>& ways, const std::filesystem::path& study,
                  const std::filesystem::path& scratch, int repeats) {
  int folder = 0;
  for (int i = 0; i < repeats; ++i) {
    for (Way& way : ways) {
      const std::filesystem::path output = scratch / fmt::format("results-{}", folder++);
      const std::optional<SweepTime> time = measure_way(way, study, output);
      if (time && (!way.best || time->work_s < way.best->work_s)) way.best = time;
      std::filesystem::remove_all(output);
    }
  }
}

void report_ways(const std::vector<Way>& ways, int runs, Report& report) {
  io::Table table({words("workers"), numbers("work", "s"), numbers("total", "s"),
                   numbers("runs/s", "", 4), numbers("speed-up"), numbers("share in runs")});
  double alone_s = 0;
  for (const Way& way : ways) {
    const std::string name = fmt::format("{} {}", way.workers, way.kind);
    if (!way.best) {
      report.figures["workers"][name] = nullptr;
      continue;
    }
    const SweepTime& time = *way.best;
    if (way.workers == 1) alone_s = time.work_s;
    table.add_row({name, time.work_s, time.total_s, runs / time.work_s, alone_s / time.work_s,
                   time.share_in_runs});
    report.figures["workers"][name] = {{"work_s", time.work_s},
                                       {"total_s", time.total_s},
                                       {"runs_per_s", runs / time.work_s},
                                       {"speed_up", alone_s / time.work_s},
                                       {"share_in_runs", time.share_in_runs}};
  }
  report.tables.emplace_back(
      fmt::format("{} runs: the quickstart's baseline and vllm-default on {} seeds{}:", runs,
                  runs / 2, ways.back().best ? "" : " (ranks not measured: there is no mpirun)"),
      std::move(table));
}

void report_null_runs(int tasks, int repeats, Report& report) {
  io::Table table({words("workers"), numbers("null runs/s", "", 3)});
  for (const int ranks : {1, 2}) {
    Samples seconds;
    for (int i = 0; i < repeats; ++i) seconds.add(dispatch_null_runs(tasks, ranks));
    const std::string name = fmt::format("{} ranks", ranks);
    table.add_row({name, tasks / seconds.min()});
    report.figures["null_runs_per_s"][name] = tasks / seconds.min();
  }
  report.tables.emplace_back(
      fmt::format("{} runs that do nothing, through the coordinator, ranks in one process:", tasks),
      std::move(table));
}

/// Of chunks as they come, and of one task each: what messages take.
void report_null_ranks(int tasks, int repeats, Report& report) {
  io::Table table(
      {words("workers"), numbers("null runs/s", "", 3), numbers("one per chunk", "µs/chunk", 3)});
  for (const int ranks : {1, 2, 4}) {
    double most = 0, most_chunks = 0;
    for (int i = 0; i < repeats; ++i) {
      const auto runs = null_runs_over_mpi(tasks, ranks, tasks);
      if (!runs) return;
      most = std::max(most, *runs);
      most_chunks = std::max(most_chunks, *null_runs_over_mpi(tasks / 10, ranks, 1));
    }
    const std::string name = fmt::format("{} ranks", ranks);
    table.add_row({name, most, 1e6 / most_chunks});
    report.figures["null_runs_per_s_over_mpi"][name] = most;
    report.figures["us_per_chunk_over_mpi"][name] = 1e6 / most_chunks;
  }
  report.tables.emplace_back(
      fmt::format("{} such runs over MPI, each telling rank 0 a number:", tasks), std::move(table));
}

Report measure_sweep(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const int wanted = size_for(line, static_cast<int>(line.integer("runs", 1, 10'000'000)), 4);
  const bool keeps = line.word("keep-requests", {"all", "none"}) == "all";
  const ScratchFolder scratch;
  const std::filesystem::path study = scratch.path() / "study.yaml";
  const int runs = write_study(study, wanted, keeps);

  std::vector<Way> ways{{.kind = "threads", .workers = 1},  {.kind = "threads", .workers = 2},
                        {.kind = "programs", .workers = 2}, {.kind = "ranks", .workers = 1},
                        {.kind = "ranks", .workers = 2},    {.kind = "ranks", .workers = 4}};
  measure_ways(ways, study, scratch.path(), repeats);
  Report report;
  report.figures = {{"runs", runs}, {"keep_requests", keeps ? "all" : "none"}};
  report_ways(ways, runs, report);
  report_null_runs(size_for(line, 1'000'000, 1000), repeats, report);
  report_null_ranks(size_for(line, 1'000'000, 1000), repeats, report);
  return report;
}

}  // namespace

Topic sweep_topic() {
  Topic topic{
      .line = topic_line(
          "sweep", "a study on threads and ranks, and the coordinator alone",
          "Runs a study into a temporary result folder as 'servesweep run' does, on one and two\n"
          "threads of this process and, if there is mpirun, on one, two and four ranks. Work is "
          "what\n"
          "the program calls simulated: from the first run to the last shard. Share in runs:\n"
          "part of the threads' time in which they generated requests or simulated. Two programs\n"
          "at once, that know nothing of each other, show what the machine has to give. Fastest "
          "of\n"
          "the repetitions.",
          {"sweep", "sweep --runs 100000 --repeat 1 --json"}, "3"),
      .measure = measure_sweep};
  topic.line.value("--runs", "N", "how many runs", "2000")
      .value("--keep-requests", "WHICH", "all or none: request tables in the results", "all");
  return topic;
}

}  // namespace servesweep::benchmark
