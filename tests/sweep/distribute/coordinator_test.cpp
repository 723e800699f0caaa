#include "sweep/distribute/coordinator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <random>
#include <stdexcept>

namespace coordinator_test {

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
  std::vector<std::size_t>
      extensions{};    ///< tasks of each; none: the list is closed from the start
  int deaf_rank = -1;  ///< cannot take the last extension; −1 = none
};

// A job in which every message between two ranks may be delayed as long as order between them is
// kept, and in which a rank finishes any part of its chunks at any time. Extensions come at any
// time too; their texts say how many tasks there are from then on. No threads, no clock.
class RandomJob {
 public:
  RandomJob(JobShape shape, Random& random)
      : shape_(std::move(shape)),
        random_(random),
        coordinator_(shape_.tasks, shape_.ranks, 1, {.divisor = 1.5, .max_tasks = 50},
                     shape_.policy, shape_.extensions.empty() ? TaskList::closed : TaskList::open),
        workers_(static_cast<std::size_t>(shape_.ranks), FakeWorker{shape_.tasks.size()}),
        queued_(shape_.tasks.size()),
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
      if (!shape_.extensions.empty() && pick(random_, 0, 20) == 0) grow();
    }
    for (const auto& [rank, messages] : up_) CHECK(messages.empty());
    for (const auto& [rank, messages] : down_) CHECK(messages.empty());
  }

 private:
  struct FakeWorker {
    std::size_t known_tasks = 0;
    std::vector<ChunkOrder> chunks{};
    bool stopped = false;
    bool finishing = false;
  };

  void act(int rank, int action) {
    if (action == 0 && !up_[rank].empty()) {
      const Message message = up_[rank].front();
      up_[rank].pop_front();
      note(message);
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

  void grow() {
    if (!coordinator_.accepts_tasks()) return;
    if (extended_ == shape_.extensions.size()) {
      coordinator_.close();
      perform(coordinator_.conclude());
      return;
    }
    const std::size_t added = shape_.extensions[extended_++];
    runs.resize(runs.size() + added, 0);
    queued_ += added;
    perform(coordinator_.extend({Tasks(added), std::to_string(runs.size())}));
    perform(coordinator_.conclude());
  }

  // What the coordinator is about to learn.
  void note(const Message& message) {
    Held& held = held_[message.from];
    if (message.kind == MessageKind::ready) held.threads = decode_threads(message.payload);
    if (message.kind == MessageKind::chunk_done) {
      const ChunkReport report = decode_chunk_report(message.payload);
      held.tasks -= report.done + report.not_run.size() + report.failures.size();
    }
  }

  void perform(CoordinatorStep step) {
    for (Outgoing& outgoing : step.send) {
      if (outgoing.message.kind == MessageKind::chunk) {
        const ChunkOrder order = decode_chunk_order(outgoing.message.payload);
        Held& held = held_[outgoing.to];
        held.tasks += order.tasks.size();
        queued_ -= order.tasks.size();
      }
      stopped_ = stopped_ || outgoing.message.kind == MessageKind::stop;
      down_[outgoing.to].push_back(outgoing.message);
    }
    if (step.result) ++results;
    if (stopped_ || queued_ == 0) return;
    CHECK_MESSAGE(std::all_of(held_.begin(), held_.end(),
                              [](const auto& rank) {
                                const Held& held = rank.second;
                                return held.tasks >= static_cast<std::size_t>(held.threads);
                              }),
                  "a thread idles while tasks are queued");
  }

  void receive(int rank, const Message& message) {
    FakeWorker& worker = workers_[static_cast<std::size_t>(rank)];
    if (message.kind == MessageKind::chunk) {
      worker.chunks.push_back(decode_chunk_order(message.payload));
      CHECK_FALSE(worker.chunks.back().tasks.empty());
      const std::vector<TaskId>& tasks = worker.chunks.back().tasks;
      CHECK(std::max_element(tasks.begin(), tasks.end())->index() < worker.known_tasks);
    } else if (message.kind == MessageKind::extension) {
      CHECK_FALSE(worker.finishing);
      worker.known_tasks = std::stoul(message.payload);
      const bool deaf = rank == shape_.deaf_rank && extended_ == shape_.extensions.size();
      worker.stopped = worker.stopped || deaf;
      up_[rank].push_back({rank, MessageKind::extension_told, deaf ? "no such point" : ""});
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
    report.busy_s = pick(random_, 0, 3);
    const auto left = static_cast<std::ptrdiff_t>(chosen->tasks.size());
    const auto part = pick(random_, 0, 1) == 0
                          ? left
                          : static_cast<std::ptrdiff_t>(pick(random_, 1, static_cast<int>(left)));
    const std::vector<TaskId> told(chosen->tasks.begin(), chosen->tasks.begin() + part);
    chosen->tasks.erase(chosen->tasks.begin(), chosen->tasks.begin() + part);
    for (const TaskId task : told) {
      const auto& failing = shape_.failing;
      if (worker.stopped) {
        report.not_run.push_back(task);
      } else if (std::find(failing.begin(), failing.end(), task) != failing.end()) {
        report.failures.push_back({task, rank, "boom"});
        worker.stopped = shape_.policy == FailurePolicy::stop;
        ++runs[task.index()];
      } else {
        ++runs[task.index()];
        ++report.done;
      }
    }
    if (chosen->tasks.empty()) worker.chunks.erase(chosen);
    up_[rank].push_back({rank, MessageKind::chunk_done, encode(report)});
  }

  JobShape shape_;
  Random& random_;
  Coordinator coordinator_;
  std::vector<FakeWorker> workers_;

  // The coordinator's view of a rank.
  struct Held {
    int threads = 0;  ///< 0 = not ready
    std::size_t tasks = 0;
  };
  std::map<int, Held> held_;
  std::size_t queued_;
  std::size_t extended_ = 0;
  bool stopped_ = false;
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

JobShape random_growing_shape(Random& random) {
  JobShape shape = random_shape(random);
  shape.extensions.resize(static_cast<std::size_t>(pick(random, 1, 8)));
  for (std::size_t& added : shape.extensions) {
    added = static_cast<std::size_t>(pick(random, 0, 2) * pick(random, 0, 40));
  }
  return shape;
}

std::size_t tasks_of(const JobShape& shape) {
  return std::accumulate(shape.extensions.begin(), shape.extensions.end(), shape.tasks.size());
}

std::map<int, std::size_t> tasks_by_rank(const CoordinatorStep& step) {
  std::map<int, std::size_t> tasks;
  for (const Outgoing& outgoing : step.send) {
    if (outgoing.message.kind != MessageKind::chunk) continue;
    tasks[outgoing.to] += decode_chunk_order(outgoing.message.payload).tasks.size();
  }
  return tasks;
}

Coordinator open_coordinator(int ranks, int threads) {
  Coordinator coordinator({}, ranks, threads, {.divisor = 2}, FailurePolicy::stop, TaskList::open);
  for (int rank = 0; rank < ranks; ++rank) {
    const auto step = coordinator.on_message({rank, MessageKind::ready, encode_threads(threads)});
    CHECK(step.send.empty());
  }
  return coordinator;
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

TEST_CASE(
    "coordinator: a list that grows at any time is run exactly once, each task after its text") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const JobShape shape = random_growing_shape(random);
    RandomJob job(shape, random);
    job.play();
    REQUIRE(job.runs.size() == tasks_of(shape));
    CHECK(std::all_of(job.runs.begin(), job.runs.end(), [](int n) { return n == 1; }));
    const DistributeReport report = decode_distribute_report(job.reports.at(0));
    CHECK(report.ending == Ending::completed);
    CHECK(report.done == tasks_of(shape));
    CHECK(report.not_run == 0);
    CHECK(job.reports == std::vector(job.reports.size(), job.reports[0]));
  }
}

TEST_CASE("coordinator: a drain of a growing list counts what was supplied, and no more") {
  int drained = 0, nothing_left = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    JobShape shape = random_growing_shape(random);
    shape.drain_after = pick(random, 0, 300);
    RandomJob job(shape, random);
    job.play();
    CHECK(std::all_of(job.runs.begin(), job.runs.end(), [](int n) { return n <= 1; }));
    const DistributeReport report = decode_distribute_report(job.reports.at(0));
    const auto run = static_cast<std::size_t>(std::accumulate(job.runs.begin(), job.runs.end(), 0));
    CHECK(report.done == run);
    CHECK(report.not_run == job.runs.size() - run);
    CHECK((report.not_run == 0 || report.ending == Ending::drained));
    CHECK((job.runs.size() == tasks_of(shape) || report.ending == Ending::drained));
    CHECK(job.reports == std::vector(job.reports.size(), job.reports[0]));
    drained += report.ending == Ending::drained ? 1 : 0;
    nothing_left += report.ending == Ending::drained && report.not_run == 0 ? 1 : 0;
  }
  CHECK(drained > 150);
  CHECK(nothing_left > 0);  // drained all the same: the source had more to say
}

TEST_CASE("coordinator: a rank that cannot take an extension ends the job, whoever has the tasks") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    JobShape shape = random_growing_shape(random);
    if (seed % 2 == 0) shape.extensions.back() = 0;  // nobody needs to have heard it
    shape.deaf_rank = pick(random, 0, shape.ranks - 1);
    RandomJob job(shape, random);
    job.play();
    const DistributeReport report = decode_distribute_report(job.reports.at(0));
    CHECK(report.ending == Ending::failed);
    CHECK(report.error == "rank " + std::to_string(shape.deaf_rank) + ": no such point");
    CHECK(report.done + report.not_run == tasks_of(shape));
    CHECK(job.reports == std::vector(job.reports.size(), job.reports[0]));
  }
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
  Coordinator coordinator(Tasks(1000), 2, 1, {.divisor = 2, .max_tasks = 10, .first_tasks = 100},
                          FailurePolicy::stop);
  const auto step = coordinator.on_message({1, MessageKind::ready, encode_threads(1)});
  REQUIRE(step.send.size() == 2);
  CHECK(step.send[0].to == 1);
  CHECK(coordinator.outstanding() == 20);
  const ChunkReport report{
      decode_chunk_order(step.send[0].message.payload).id, 10, 0.0, {}, {}, "", "result"};
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
    const ChunkReport report{order.id, 0, 0.0, order.tasks, {}, "disk full", ""};
    CHECK_FALSE(coordinator.on_message({0, MessageKind::chunk_done, encode(report)}).result);
  }
  REQUIRE_FALSE(coordinator.conclude().send.empty());
  CHECK(coordinator.report().ending == Ending::failed);
  CHECK(coordinator.report().not_run == 3);
  CHECK(coordinator.report().error == "disk full");
}

TEST_CASE("coordinator: an error in the handling of the last result still enters the report") {
  Coordinator coordinator(Tasks(1), 1, 1, {}, FailurePolicy::stop);
  const auto step = coordinator.on_message({0, MessageKind::ready, encode_threads(1)});
  const ChunkId chunk = decode_chunk_order(step.send.at(0).message.payload).id;
  const ChunkReport report{chunk, 1, 0.0, {}, {}, "", ""};
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
  const std::string report = encode(ChunkReport{chunk, 1, 0.0, {}, {}, "", ""});
  CHECK_THROWS_AS((void)coordinator.on_message({1, MessageKind::chunk_done, report}),
                  std::logic_error);
  const std::string too_many = encode(ChunkReport{chunk, 11, 0.0, {}, {}, "", ""});
  CHECK_THROWS_AS((void)coordinator.on_message({0, MessageKind::chunk_done, too_many}),
                  std::logic_error);
  (void)coordinator.on_message({0, MessageKind::bye, ""});
  CHECK_THROWS_AS((void)coordinator.on_message({0, MessageKind::bye, ""}), std::logic_error);
}

TEST_CASE("coordinator: reports on parts of a chunk count, and tell of idle threads") {
  Coordinator coordinator(Tasks(10'000), 1, 4, {.divisor = 2, .first_tasks = 5},
                          FailurePolicy::stop);
  const auto step = coordinator.on_message({0, MessageKind::ready, encode_threads(4)});
  REQUIRE(step.send.size() == 2);  // of 5 · 4 tasks each
  CHECK(coordinator.outstanding() == 40);
  const auto report = [&](std::size_t chunk, std::size_t done) {
    const ChunkId id = decode_chunk_order(step.send[chunk].message.payload).id;
    return coordinator.on_message(
        {0, MessageKind::chunk_done, encode(ChunkReport{id, done, 4.0, {}, {}, "", "news"})});
  };
  const auto first = report(0, 19);  // one long task holds the chunk open
  CHECK(first.send.empty());
  CHECK(first.result == "news");
  CHECK(coordinator.done() == 19);
  CHECK(coordinator.outstanding() == 21);
  CHECK(report(1, 13).send.empty());  // eight left: each thread has one in reserve
  const auto hungry = report(1, 1);
  REQUIRE_FALSE(hungry.send.empty());
  CHECK(hungry.send[0].message.kind == MessageKind::chunk);
}

TEST_CASE("coordinator: what tasks took so far decides how many make a chunk") {
  Coordinator coordinator(Tasks(100'000), 1, 2, {.max_seconds = 10, .first_tasks = 3},
                          FailurePolicy::stop);
  const auto step = coordinator.on_message({0, MessageKind::ready, encode_threads(2)});
  const ChunkOrder first = decode_chunk_order(step.send.at(0).message.payload);
  CHECK(first.tasks.size() == 6);
  const auto next = coordinator.on_message(
      {0, MessageKind::chunk_done, encode(ChunkReport{first.id, 6, 1.5, {}, {}, "", ""})});
  // 0.25 s each, 10 s on two threads
  CHECK(decode_chunk_order(next.send.at(0).message.payload).tasks.size() == 80);
}

TEST_CASE(
    "coordinator: a small generation gives one task to each thread, or to as many as it can") {
  using TasksByRank = std::map<int, std::size_t>;
  for (int round = 0; round < 2; ++round) {
    Coordinator coordinator = open_coordinator(4, 2);
    CHECK(tasks_by_rank(coordinator.extend({Tasks(8), ""})) ==
          TasksByRank{{0, 2}, {1, 2}, {2, 2}, {3, 2}});
    CHECK(coordinator.outstanding() == 8);
  }
  Coordinator coordinator = open_coordinator(4, 2);
  CHECK(tasks_by_rank(coordinator.extend({Tasks(2), ""})) == TasksByRank{{0, 1}, {1, 1}});
  CHECK(tasks_by_rank(coordinator.extend({Tasks(4), ""})) ==
        TasksByRank{{0, 1}, {1, 1}, {2, 1}, {3, 1}});
  CHECK(tasks_by_rank(coordinator.extend({Tasks(9), ""})) == TasksByRank{{2, 1}, {3, 1}});
  CHECK(coordinator.outstanding() == 8);  // seven wait for whoever is first
}

TEST_CASE("coordinator: of a large extension every rank gets a chunk before one gets a reserve") {
  Coordinator coordinator = open_coordinator(4, 2);
  const CoordinatorStep step = coordinator.extend({Tasks(64), "how to run them"});
  std::vector<int> to;
  for (const Outgoing& outgoing : step.send) to.push_back(outgoing.to);
  // The text to all, then chunks of 64/8, 56/8, 49/8, 43/8 and reserves for who has least: 38/8 …
  CHECK(to == std::vector{0, 1, 2, 3, 0, 1, 2, 3, 3, 2, 1, 0});
  CHECK(step.send[3].message.kind == MessageKind::extension);
  CHECK(step.send[3].message.payload == "how to run them");
  CHECK(tasks_by_rank(step) ==
        std::map<int, std::size_t>{{0, 8 + 3}, {1, 7 + 3}, {2, 6 + 4}, {3, 5 + 4}});
}

TEST_CASE("coordinator: an open list waits, for its closing and for all ranks to have heard") {
  Coordinator coordinator = open_coordinator(2, 1);
  CHECK(coordinator.conclude().send.empty());
  CHECK(coordinator.accepts_tasks());
  (void)coordinator.extend({{}, "news"});
  coordinator.close();
  CHECK_FALSE(coordinator.accepts_tasks());
  CHECK(coordinator.conclude().send.empty());
  (void)coordinator.on_message({1, MessageKind::extension_told, ""});
  CHECK(coordinator.conclude().send.empty());
  (void)coordinator.on_message({0, MessageKind::extension_told, ""});
  CHECK(coordinator.conclude().send.size() == 2);
  CHECK(coordinator.report().ending == Ending::completed);
}

TEST_CASE(
    "coordinator: a drain or an error stops the growth; an open list then counts as drained") {
  Coordinator drained = open_coordinator(1, 1);
  (void)drained.on_message({0, MessageKind::drain_request, ""});
  CHECK_FALSE(drained.accepts_tasks());
  CHECK_FALSE(drained.conclude().send.empty());
  CHECK(drained.report().ending == Ending::drained);
  CHECK(drained.report().not_run == 0);

  Coordinator failed = open_coordinator(1, 1);
  (void)failed.on_error("rank 0: the source is dry");
  CHECK_FALSE(failed.accepts_tasks());
  CHECK_FALSE(failed.conclude().send.empty());
  CHECK(failed.report().ending == Ending::failed);
}

TEST_CASE("coordinator: a text that would fill the memory is an error, and its tasks are not run") {
  Coordinator coordinator = open_coordinator(2, 1);
  const auto step = coordinator.extend({Tasks(3), std::string(kMaxExtensionTextBytes + 1, 'x')});
  for (const Outgoing& outgoing : step.send) CHECK(outgoing.message.kind == MessageKind::stop);
  CHECK_FALSE(coordinator.conclude().send.empty());
  CHECK(coordinator.report().ending == Ending::failed);
  CHECK(coordinator.report().error ==
        "an extension's text takes 67108865 bytes (at most 67108864)");
  CHECK(coordinator.report().not_run == 3);
}

TEST_CASE("coordinator: a closed list sends what it always sent, and is never open") {
  Coordinator coordinator(Tasks(1), 1, 1, {}, FailurePolicy::stop);
  CHECK_FALSE(coordinator.accepts_tasks());
  CHECK_THROWS_AS((void)coordinator.on_message({0, MessageKind::extension_told, ""}),
                  std::logic_error);
}

TEST_CASE("coordinator: tells who has what, and whether more may come") {
  Coordinator coordinator(Tasks(10), 2, 1, {.divisor = 1, .max_tasks = 3}, FailurePolicy::stop,
                          TaskList::open);
  CHECK(coordinator.standing().queued == 10);
  (void)coordinator.on_message({1, MessageKind::ready, encode_threads(4)});
  DistributionStanding standing = coordinator.standing();
  CHECK_FALSE(standing.ranks[0].ready);
  CHECK(standing.ranks[0].outstanding == 0);
  CHECK(standing.ranks[1].ready);
  CHECK(standing.ranks[1].threads == 4);
  CHECK(standing.ranks[1].outstanding == 6);  // a chunk of three, and one in reserve
  CHECK(standing.queued == 4);
  CHECK(standing.open);
  CHECK_FALSE(standing.stopping);
  coordinator.close();
  (void)coordinator.on_error("no");
  standing = coordinator.standing();
  CHECK_FALSE(standing.open);
  CHECK(standing.stopping);
}

}  // namespace coordinator_test
