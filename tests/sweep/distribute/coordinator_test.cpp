#include "sweep/distribute/coordinator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <random>
#include <stdexcept>

using namespace servesweep::sweep;

namespace {

using Random = std::mt19937;

int pick(Random& random, int first, int last) {
  return first + static_cast<int>(random() % static_cast<unsigned>(last - first + 1));
}

struct JobShape {
  int ranks = 1;
  Tasks tasks;
  FailurePolicy policy = FailurePolicy::stop;
  std::vector<TaskId> failing;
  int drain_after = -1;  ///< deliveries until some rank asks for a drain; −1 = never
};

// A job in which every message between two ranks may be delayed as long as order between them is
// kept, and in which a rank finishes any of its chunks at any time. No threads, no clock.
class RandomJob {
 public:
  RandomJob(JobShape shape, Random& random)
      : shape_(std::move(shape)),
        random_(random),
        coordinator_(shape_.tasks, shape_.ranks, 1, {.divisor = 1.5, .max_tasks = 50},
                     shape_.policy),
        workers_(static_cast<std::size_t>(shape_.ranks)),
        runs(shape_.tasks.size(), 0) {}

  void play() {
    for (int rank = 0; rank < shape_.ranks; ++rank) {
      up_[rank].push_back({rank, MessageKind::ready, encode_threads(pick(random_, 1, 4))});
    }
    for (int steps = 0; released_ < shape_.ranks; ++steps) {
      REQUIRE_MESSAGE(steps < 100'000, "the job hangs");
      if (steps == shape_.drain_after) {
        const int rank = pick(random_, 0, shape_.ranks - 1);
        if (!workers_[static_cast<std::size_t>(rank)].finishing) {
          up_[rank].push_back({rank, MessageKind::drain_request, ""});
          drain_sent = true;
        }
      }
      act(pick(random_, 0, shape_.ranks - 1), pick(random_, 0, 2));
    }
    for (const auto& [rank, messages] : up_) CHECK(messages.empty());
    for (const auto& [rank, messages] : down_) CHECK(messages.empty());
  }

 private:
  struct FakeWorker {
    std::vector<ChunkOrder> chunks;
    bool stopped = false;
    bool finishing = false;
  };

  void act(int rank, int action) {
    if (action == 0 && !up_[rank].empty()) {
      const Message message = up_[rank].front();
      up_[rank].pop_front();
      perform(coordinator_.on_message(message));
      perform(coordinator_.conclude());
    } else if (action == 1 && !down_[rank].empty()) {
      const Message message = down_[rank].front();
      down_[rank].pop_front();
      receive(rank, message);
    } else if (action == 2) {
      finish_a_chunk(rank);
    }
  }

  void perform(CoordinatorStep step) {
    for (Outgoing& outgoing : step.send) down_[outgoing.to].push_back(outgoing.message);
    if (step.result) ++results;
  }

  void receive(int rank, const Message& message) {
    FakeWorker& worker = workers_[static_cast<std::size_t>(rank)];
    if (message.kind == MessageKind::chunk) {
      worker.chunks.push_back(decode_chunk_order(message.payload));
      CHECK_FALSE(worker.chunks.back().tasks.empty());
    } else if (message.kind == MessageKind::stop) {
      worker.stopped = true;
    } else if (message.kind == MessageKind::finish) {
      CHECK(worker.chunks.empty());
      worker.finishing = true;
      reports.push_back(message.payload);
      up_[rank].push_back({rank, MessageKind::bye, ""});
    } else if (message.kind == MessageKind::release) {
      ++released_;
    }
  }

  void finish_a_chunk(int rank) {
    FakeWorker& worker = workers_[static_cast<std::size_t>(rank)];
    if (worker.chunks.empty()) return;
    const auto chosen =
        worker.chunks.begin() + pick(random_, 0, static_cast<int>(worker.chunks.size()) - 1);
    ChunkReport report;
    report.id = chosen->id;
    for (const TaskId task : chosen->tasks) {
      const auto& failing = shape_.failing;
      if (worker.stopped) {
        report.not_run.push_back(task);
      } else if (std::find(failing.begin(), failing.end(), task) != failing.end()) {
        report.failures.push_back({task, rank, "boom"});
        worker.stopped = shape_.policy == FailurePolicy::stop;
        ++runs[task.index()];
      } else {
        ++runs[task.index()];
      }
    }
    worker.chunks.erase(chosen);
    up_[rank].push_back({rank, MessageKind::chunk_done, encode(report)});
  }

  JobShape shape_;
  Random& random_;
  Coordinator coordinator_;
  std::vector<FakeWorker> workers_;
  std::map<int, std::deque<Message>> up_, down_;
  int released_ = 0;

 public:
  std::vector<int> runs;  ///< how often each task was run
  std::vector<std::string> reports;
  int results = 0;
  bool drain_sent = false;
};

JobShape random_shape(Random& random) {
  JobShape shape;
  shape.ranks = pick(random, 1, 9);
  shape.tasks.resize(static_cast<std::size_t>(pick(random, 0, 1) * pick(random, 0, 600)));
  for (Task& task : shape.tasks) task.expected_seconds = pick(random, 0, 1000) / 100.0;
  return shape;
}

}  // namespace

TEST_CASE("coordinator: every task runs exactly once, whatever the order of events") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const JobShape shape = random_shape(random);
    RandomJob job(shape, random);
    job.play();
    CHECK(std::all_of(job.runs.begin(), job.runs.end(), [](int n) { return n == 1; }));
    const DistributeReport report = decode_distribute_report(job.reports.at(0));
    CHECK(report.ending == Ending::completed);
    CHECK(report.done == shape.tasks.size());
    CHECK(report.not_run == 0);
    CHECK((job.results > 0) == !shape.tasks.empty());
  }
}

TEST_CASE("coordinator: after a drain nothing is lost, nothing runs twice, and all ranks agree") {
  int drained = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    JobShape shape = random_shape(random);
    shape.drain_after = pick(random, 0, 300);
    RandomJob job(shape, random);
    job.play();
    CHECK(std::all_of(job.runs.begin(), job.runs.end(), [](int n) { return n <= 1; }));
    const DistributeReport report = decode_distribute_report(job.reports.at(0));
    const auto run = static_cast<std::size_t>(std::accumulate(job.runs.begin(), job.runs.end(), 0));
    CHECK(report.done == run);
    CHECK(report.not_run == shape.tasks.size() - run);
    CHECK((report.ending == Ending::drained) == (report.not_run > 0));
    CHECK((report.not_run == 0 || report.drain_requested));
    CHECK(job.reports == std::vector(job.reports.size(), job.reports[0]));
    drained += report.ending == Ending::drained ? 1 : 0;
  }
  CHECK(drained > 50);
}

TEST_CASE("coordinator: a failing task stops the job, or is noted and passed by") {
  for (const FailurePolicy policy : {FailurePolicy::stop, FailurePolicy::go_on}) {
    for (unsigned seed = 0; seed < 200; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      JobShape shape = random_shape(random);
      shape.tasks.resize(shape.tasks.size() + 5);
      shape.policy = policy;
      shape.failing = {TaskId(0), TaskId(4)};
      RandomJob job(shape, random);
      job.play();
      const DistributeReport report = decode_distribute_report(job.reports.at(0));
      CHECK(std::all_of(job.runs.begin(), job.runs.end(), [](int n) { return n <= 1; }));
      CHECK(report.done + report.not_run + report.failures.size() == shape.tasks.size());
      REQUIRE_FALSE(report.failures.empty());
      CHECK(report.failures[0].text == "boom");
      CHECK(job.reports == std::vector(job.reports.size(), job.reports[0]));
      if (policy == FailurePolicy::stop) {
        CHECK(report.ending == Ending::failed);
        CHECK(report.error.find("boom") != std::string::npos);
      } else {
        CHECK(report.ending == Ending::completed);
        CHECK(report.failures.size() == 2);
        CHECK(report.failures[0].task == TaskId(0));
        CHECK(report.failures[1].task == TaskId(4));
        CHECK(report.error.empty());
      }
    }
  }
}

TEST_CASE(
    "coordinator: a rank gets one chunk to run and one in reserve, then waits for its report") {
  Coordinator coordinator(Tasks(1000), 2, 1, {.divisor = 2, .max_tasks = 10}, FailurePolicy::stop);
  const auto step = coordinator.on_message({1, MessageKind::ready, encode_threads(1)});
  REQUIRE(step.send.size() == 2);
  CHECK(step.send[0].to == 1);
  CHECK(coordinator.outstanding() == 20);
  const ChunkReport report{
      decode_chunk_order(step.send[0].message.payload).id, {}, {}, "", "result"};
  const auto next = coordinator.on_message({1, MessageKind::chunk_done, encode(report)});
  CHECK(next.send.size() == 1);
  CHECK(next.result == "result");
  CHECK(coordinator.done() == 10);
}

TEST_CASE("coordinator: in the tail a rank holds no more tasks than it has threads") {
  Coordinator coordinator(Tasks(5), 2, 3, {.divisor = 2}, FailurePolicy::stop);
  (void)coordinator.on_message({0, MessageKind::ready, encode_threads(3)});
  CHECK(coordinator.outstanding() == 3);
  (void)coordinator.on_message({1, MessageKind::ready, encode_threads(3)});
  CHECK(coordinator.outstanding() == 5);
}

TEST_CASE("coordinator: a failed commit stops the job, and its tasks count as not run") {
  Coordinator coordinator(Tasks(3), 1, 4, {}, FailurePolicy::go_on);
  const auto step = coordinator.on_message({0, MessageKind::ready, encode_threads(4)});
  REQUIRE(step.send.size() == 3);
  for (const Outgoing& outgoing : step.send) {
    const ChunkOrder order = decode_chunk_order(outgoing.message.payload);
    const ChunkReport report{order.id, order.tasks, {}, "disk full", ""};
    CHECK_FALSE(coordinator.on_message({0, MessageKind::chunk_done, encode(report)}).result);
  }
  REQUIRE_FALSE(coordinator.conclude().send.empty());
  CHECK(coordinator.report().ending == Ending::failed);
  CHECK(coordinator.report().not_run == 3);
  CHECK(coordinator.report().error == "rank 0: disk full");
}

TEST_CASE("coordinator: an error in the handling of the last result still enters the report") {
  Coordinator coordinator(Tasks(1), 1, 1, {}, FailurePolicy::stop);
  const auto step = coordinator.on_message({0, MessageKind::ready, encode_threads(1)});
  const ChunkReport report{decode_chunk_order(step.send.at(0).message.payload).id, {}, {}, "", ""};
  (void)coordinator.on_message({0, MessageKind::chunk_done, encode(report)});
  (void)coordinator.on_error("rank 0: journal is read-only");
  (void)coordinator.conclude();
  CHECK(coordinator.report().ending == Ending::failed);
  CHECK(coordinator.report().error == "rank 0: journal is read-only");
}

TEST_CASE("coordinator: messages that no worker sends are refused") {
  Coordinator coordinator(Tasks(10), 2, 1, {}, FailurePolicy::stop);
  const Message ready{0, MessageKind::ready, encode_threads(1)};
  const auto step = coordinator.on_message(ready);
  const ChunkId chunk = decode_chunk_order(step.send.at(0).message.payload).id;
  CHECK_THROWS_AS((void)coordinator.on_message(ready), std::logic_error);
  CHECK_THROWS_AS((void)coordinator.on_message({0, MessageKind::finish, ""}), std::logic_error);
  const std::string report = encode(ChunkReport{chunk, {}, {}, "", ""});
  CHECK_THROWS_AS((void)coordinator.on_message({1, MessageKind::chunk_done, report}),
                  std::logic_error);
}
