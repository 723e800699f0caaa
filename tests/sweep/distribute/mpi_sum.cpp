// A small real job over MPI: computes a value per task, gathers them on rank 0, checks that every
// task ran exactly once and that all ranks agree on the ending.
//
//   [mpirun -n N] mpi_sum [MODE [TASKS [THREADS [CHUNK]]]]  (CHUNK: at most so many tasks in a
//   chunk)
//     sum     everything is done (default)
//     direct  as sum, with MPI even if nobody launched the program
//     fail    one task throws: all ranks must hear why
//     drain   a rank gets SIGUSR1 in the middle: all ranks must stop, nothing is lost
//     throw   rank N−1 leaves by an exception: the job must end with exit code ≠ 0, not hang
//     null    as sum, and prints tasks per second
//     wait    tasks of a millisecond until somebody signals the job

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sweep/distribute/collectives.h"
#include "sweep/distribute/distribute.h"
#include "sweep/distribute/drain.h"
#include "sweep/distribute/job_transport.h"
#include "sweep/distribute/mpi_transport.h"
#include "sweep/distribute/protocol.h"
#include "sweep/distribute/wire.h"

using namespace servesweep::sweep;

namespace {

void require(bool fact, const std::string& what) {
  if (!fact) throw std::runtime_error("not so: " + what);
}

std::int64_t value_of(TaskId task) {
  return std::int64_t{task.value()} * 3 + 1;
}

struct Job {
  Transport& transport;
  const DrainSignals& signals;
  std::string mode;
  std::size_t tasks;
  int threads;
  std::size_t chunk;
  std::vector<int> arrivals;  ///< on rank 0, by task
  std::size_t committed = 0;

  std::string run_task(TaskId task) const {
    const int middle = static_cast<int>(tasks / 2);
    if (mode == "fail" && task.value() == middle) throw std::runtime_error("this one fails");
    if (mode == "drain" && task.value() == middle) raise(SIGUSR1);
    if (mode == "drain") std::this_thread::sleep_for(std::chrono::microseconds(100));
    if (mode == "wait") std::this_thread::sleep_for(std::chrono::milliseconds(1));
    WireWriter writer;
    writer.number(value_of(task));
    return writer.take();
  }

  std::string commit(const std::vector<TaskResult>& results) {
    committed += results.size();
    WireWriter writer;
    for (const TaskResult& result : results) {
      writer.number(result.task.value());
      writer.number(WireReader(result.bytes).number<std::int64_t>());
    }
    return writer.take();
  }

  void receive(const std::string& bytes) {
    WireReader reader(bytes);
    while (!reader.at_end()) {
      const TaskId task(reader.number<std::int32_t>());
      require(reader.number<std::int64_t>() == value_of(task), "each task has its own value");
      ++arrivals.at(task.index());
    }
  }

  DistributeReport run() {
    arrivals.assign(tasks, 0);
    const Callbacks callbacks{
        .run_task = [this](TaskId task) { return run_task(task); },
        .on_chunk_done = [this](const std::vector<TaskResult>& results) { return commit(results); },
        .on_result = [this](const std::string& bytes) { receive(bytes); }};
    Options options;
    options.threads = threads;
    options.drain = &signals.flag();
    options.chunks.max_tasks = chunk;
    return distribute(transport, Tasks(tasks), callbacks, options);
  }

  void check(const DistributeReport& report) {
    const Ending expected = mode == "fail"                      ? Ending::failed
                            : mode == "drain" || mode == "wait" ? Ending::drained
                                                                : Ending::completed;
    require(report.ending == expected, "the job ends as it should: " + report.error);
    require(report.done + report.not_run + report.failures.size() == tasks, "no task is lost");
    if (mode == "fail") {
      require(report.error.find("this one fails") != std::string::npos, "every rank hears why");
    }
    WireWriter writer;
    writer.text(encode(report));
    writer.number(static_cast<std::uint64_t>(committed));
    std::size_t committed_by_all = 0;
    for (const std::string& bytes : gather(transport, writer.take())) {
      WireReader reader(bytes);
      require(reader.text() == encode(report), "all ranks have the same report");
      committed_by_all += reader.number<std::uint64_t>();
    }
    if (transport.rank() != 0) return;
    require(committed_by_all == report.done, "what is done was committed once");
    const auto once = std::count(arrivals.begin(), arrivals.end(), 1);
    const auto never = std::count(arrivals.begin(), arrivals.end(), 0);
    require(static_cast<std::size_t>(once) == report.done, "what is done arrived once");
    require(static_cast<std::size_t>(once + never) == tasks, "no task ran twice");
  }
};

void run(Transport& transport, int argc, char** argv) {
  const DrainSignals signals;
  const std::string mode = broadcast(transport, argc > 1 ? argv[1] : "sum");
  if (mode == "throw" && transport.rank() == transport.size() - 1) {
    throw std::runtime_error("this rank leaves");
  }
  Job job{transport,
          signals,
          mode,
          argc > 2 ? std::stoul(argv[2]) : 20'000,
          argc > 3 ? std::stoi(argv[3]) : 1,
          argc > 4 ? std::stoul(argv[4]) : ChunkLimits().max_tasks,
          {}};
  barrier(transport);
  const auto begin = std::chrono::steady_clock::now();
  const DistributeReport report = job.run();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  job.check(report);
  if (transport.rank() == 0) {
    fmt::print("{} ranks, {} threads each: {} of {} tasks done", transport.size(), job.threads,
               report.done, job.tasks);
    if (mode == "null") {
      fmt::print(", {:.0f} tasks/s", static_cast<double>(report.done) / elapsed.count());
    }
    fmt::print("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool direct = argc > 1 && std::string(argv[1]) == "direct";
  const std::unique_ptr<Transport> transport =
      direct ? std::make_unique<MpiTransport>(argc, argv) : open_job_transport(argc, argv);
  try {
    run(*transport, argc, argv);
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    fmt::print(stderr, "mpi_sum: {}\n", error.what());
    transport->abort(EXIT_FAILURE);
  }
}
