#include "tests/benchmark/sweep_runs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

#include "io/folder/result_folder.h"
#include "io/hdf5/shard_reader.h"
#include "sweep/distribute/distribute.h"
#include "sweep/distribute/in_process_transport.h"
#include "sweep/run/run_study.h"
#include "tests/benchmark/scratch_folder.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/sweep/distribute/thread_ranks.h"

namespace servesweep::benchmark {
namespace {

namespace fs = std::filesystem;

double seconds_in_runs(const fs::path& output) {
  const io::ResultFolder folder = io::ResultFolder::open_existing(output);
  double seconds = 0;
  for (const io::ShardName& name : folder.shards()) {
    const io::ShardReader shard = io::ShardReader::open(folder.shard_file(name));
    for (std::size_t i = 0; i < shard.runs(); ++i) seconds += shard.run(i).wall_s;
  }
  return seconds;
}

SweepTime with_share(double work_s, double total_s, const fs::path& output, int threads) {
  const double in_runs_s = seconds_in_runs(output);
  return {.work_s = work_s,
          .total_s = total_s,
          .in_runs_s = in_runs_s,
          .share_in_runs = in_runs_s / (work_s * threads)};
}

std::string content_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool has_mpirun() {
  return std::system("command -v mpirun >/dev/null") == 0;
}

/// Starts a program on so many ranks, wherever there is room; returns what it said.
std::string say_on_ranks(int ranks, const std::string& program, const fs::path& said) {
  const std::string command =
      fmt::format("mpirun {}--oversubscribe --bind-to none -n {} {} >'{}' 2>&1",
                  geteuid() == 0 ? "--allow-run-as-root " : "", ranks, program, said.string());
  const int status = std::system(command.c_str());
  if (status != 0) throw std::runtime_error(command + ": " + content_of(said));
  return content_of(said);
}

/// "… simulated in 0.189 s (…": the seconds.
double work_seconds(const std::string& said) {
  std::smatch found;
  if (!std::regex_search(said, found, std::regex("simulated in ([0-9.e+-]+) s"))) {
    throw std::runtime_error("servesweep run says no time: " + said);
  }
  return std::stod(found[1]);
}

}  // namespace

int write_study(const fs::path& file, int runs, bool keep_requests) {
  const int seeds = (runs + 1) / 2;
  const std::string configs = (source_folder() / "configs").string();
  std::ofstream(file) << fmt::format(
      "study: benchmark\nprofile: reference\nmodel: {0}/models/llama-3.1-8b-h100-tp2.yaml\n"
      "cluster: {{instances: 8}}\nworkloads: [{0}/workloads/orthogonal-burst.yaml]\n"
      "seeds: {{first: 1, count: {1}}}\nbaseline: {0}/strategies/llm-d-parity.yaml\n"
      "strategies: [{0}/strategies/vllm-default.yaml]\nobjectives: [{{metric: ttft_p99_ms, goal: "
      "minimize}}]\n"
      "keep_requests: {2}\n",
      configs, seeds, keep_requests ? "all" : "none");
  return 2 * seeds;
}

SweepTime run_on_threads(const fs::path& study, const fs::path& output, int threads) {
  sweep::InProcessNetwork network(1);
  sweep::InProcessTransport transport(network, 0);
  sweep::RunOutcome outcome;
  const double total_s = seconds_of([&] {
    outcome = sweep::run_study(transport, {.study = study,
                                           .output = output,
                                           .threads = threads,
                                           .command = "servesweep_benchmark sweep"});
  });
  if (outcome.code != sweep::ExitCode::success) throw std::runtime_error(outcome.error);
  return with_share(outcome.seconds, total_s, output, threads);
}

std::optional<SweepTime> run_on_ranks(const fs::path& study, const fs::path& output, int ranks) {
  if (!has_mpirun()) return std::nullopt;
  std::string said;
  const double total_s = seconds_of([&] {
    said = say_on_ranks(ranks,
                        fmt::format("'{}' run '{}' -o '{}' --threads 1", SERVESWEEP_PROGRAM,
                                    study.string(), output.string()),
                        output.string() + ".txt");
  });
  return with_share(work_seconds(said), total_s, output, ranks);
}

SweepTime run_as_programs(const fs::path& study, const fs::path& output, int programs) {
  fs::create_directories(output);
  std::string command = "cd '" + output.string() + "'; ";
  for (int i = 0; i < programs; ++i) {
    command += fmt::format("'{}' run '{}' -o r{} --threads 1 >said{} 2>&1 & ", SERVESWEEP_PROGRAM,
                           study.string(), i, i);
  }
  command += "wait";
  SweepTime slowest;
  const double total_s = seconds_of([&] { (void)std::system(command.c_str()); });
  for (int i = 0; i < programs; ++i) {
    const double work_s = work_seconds(content_of(output / fmt::format("said{}", i)));
    const fs::path folder = output / fmt::format("r{}", i);
    const SweepTime time = with_share(work_s, total_s, folder, 1);
    if (time.work_s > slowest.work_s) slowest = time;
  }
  slowest.work_s /= programs;
  slowest.total_s /= programs;
  return slowest;
}

std::optional<double> null_runs_over_mpi(int tasks, int ranks, int chunk) {
  if (!has_mpirun()) return std::nullopt;
  const ScratchFolder scratch;
  const std::string said =
      say_on_ranks(ranks, fmt::format("'{}' null {} 1 {}", SERVESWEEP_MPI_SUM, tasks, chunk),
                   scratch.path() / "said.txt");
  std::smatch found;
  if (!std::regex_search(said, found, std::regex("([0-9]+) tasks/s"))) {
    throw std::runtime_error("mpi_sum says no rate: " + said);
  }
  return std::stod(found[1]);
}

double dispatch_null_runs(int tasks, int ranks) {
  std::vector<sweep::DistributeReport> reports;
  const sweep::Callbacks callbacks{
      .run_task = [](sweep::TaskId) { return std::string(); },
      .on_chunk_done = [](const std::vector<sweep::TaskResult>&) { return std::string(); },
      .on_result = [](const std::string&) {}};
  const double seconds = seconds_of([&] {
    reports = sweep::run_ranks(ranks, [&](sweep::Transport& transport) {
      return sweep::distribute(transport, sweep::Tasks(static_cast<std::size_t>(tasks)), callbacks,
                               {.threads = 1});
    });
  });
  if (reports.front().done != static_cast<std::size_t>(tasks)) {
    throw std::runtime_error("null runs were lost: " + reports.front().error);
  }
  return seconds;
}

}  // namespace servesweep::benchmark
