#include "sweep/distribute/worker.h"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <stdexcept>

#include "io/folder/host_name.h"

namespace worker_test {

using namespace servesweep::sweep;
using namespace std::chrono_literals;

namespace {

Message chunk(int id, std::vector<TaskId> tasks) {
  return {0, MessageKind::chunk, encode(ChunkOrder{ChunkId(id), std::move(tasks)})};
}

Message extension(const std::string& text) {
  return {0, MessageKind::extension, text};
}

ChunkReport next_report(Worker& worker) {
  for (;;) {
    const std::vector<Message> messages = worker.commit_finished();
    if (!messages.empty()) {
      REQUIRE(messages.size() == 1);
      CHECK(messages[0].kind == MessageKind::chunk_done);
      return decode_chunk_report(messages[0].payload);
    }
    worker.wait(100ms);
  }
}

std::string join(const std::vector<TaskResult>& results) {
  std::string all;
  for (const TaskResult& result : results) all += result.bytes;
  return all;
}

}  // namespace

TEST_CASE("worker: a chunk is run, committed and reported") {
  Worker worker(
      3, 2, FailurePolicy::stop, [](TaskId task) { return std::to_string(task.value()); }, join);
  CHECK(worker.ready().kind == MessageKind::ready);
  CHECK(decode_threads(worker.ready().payload) == 2);
  CHECK_FALSE(worker.on_message(chunk(7, {TaskId(4), TaskId(2)})));
  const ChunkReport report = next_report(worker);
  CHECK(report.id == ChunkId(7));
  CHECK(report.result == "42");
  CHECK(report.done == 2);
  CHECK(report.busy_s > 0);
  CHECK(report.not_run.empty());
  CHECK(report.error.empty());
}

TEST_CASE("worker: an extension is heard before the tasks that follow it") {
  std::string heard;
  Worker worker(
      1, 1, FailurePolicy::stop, [&](TaskId) { return heard; }, join,
      [&](const std::string& text) { heard += text; });
  for (const char* text : {"a", "b"}) {
    const auto answer = worker.on_message(extension(text));
    REQUIRE(answer);
    CHECK(answer->kind == MessageKind::extension_told);
    CHECK(answer->payload == "");
  }
  CHECK_FALSE(worker.on_message(chunk(0, {TaskId(0)})));
  CHECK(next_report(worker).result == "ab");
}

TEST_CASE("worker: without a listener an extension is answered all the same") {
  Worker worker(
      1, 1, FailurePolicy::stop, [](TaskId) { return std::string(); }, join);
  const auto answer = worker.on_message(extension("a"));
  REQUIRE(answer);
  CHECK(answer->kind == MessageKind::extension_told);
  CHECK(answer->payload == "");
}

TEST_CASE("worker: after an extension that it cannot take it runs and hears nothing more") {
  for (const std::string& said : {std::string("no such point"), std::string()}) {
    int heard = 0;
    std::atomic<int> runs{0};
    Worker worker(
        1, 1, FailurePolicy::go_on,
        [&](TaskId) {
          ++runs;
          return std::string();
        },
        join,
        [&](const std::string&) {
          ++heard;
          throw std::runtime_error(said);
        });
    const auto answer = worker.on_message(extension("a"));
    REQUIRE(answer);
    CHECK(answer->payload == (said.empty() ? "an exception without a text" : said));
    CHECK(worker.on_message(extension("b")).value().payload == "");  // said once is enough
    CHECK(heard == 1);
    CHECK_FALSE(worker.on_message(chunk(0, {TaskId(0), TaskId(1)})));
    CHECK(next_report(worker).not_run.size() == 2);
    CHECK(runs == 0);
  }
}

TEST_CASE("worker: a commit that throws, even without a text, is an error and not a result") {
  for (const std::string& said : {std::string("disk full"), std::string()}) {
    Worker worker(
        1, 1, FailurePolicy::go_on, [](TaskId) { return std::string(); },
        [&](const std::vector<TaskResult>&) -> std::string { throw std::runtime_error(said); });
    (void)worker.on_message(chunk(0, {TaskId(0)}));
    const ChunkReport report = next_report(worker);
    const std::string text = said.empty() ? "an exception without a text" : said;
    CHECK(report.error == "rank 1 on " + servesweep::io::host_name() + ": " + text);
    CHECK(report.not_run.size() == 1);
    CHECK(report.done == 0);
  }
}

TEST_CASE("worker: finish brings the report, release the end, anything else is refused") {
  Worker worker(
      1, 1, FailurePolicy::stop, [](TaskId) { return std::string(); }, join);
  const DistributeReport report{Ending::drained, 10, 5, {}, true, ""};
  const auto answer = worker.on_message({0, MessageKind::finish, encode(report)});
  REQUIRE(answer);
  CHECK(answer->kind == MessageKind::bye);
  CHECK(worker.report().done == 10);
  CHECK_FALSE(worker.released());
  CHECK_FALSE(worker.on_message({0, MessageKind::release, ""}));
  CHECK(worker.released());
  CHECK_THROWS_AS((void)worker.on_message({0, MessageKind::ready, ""}), std::logic_error);
}

TEST_CASE("worker: a part of a chunk is committed and told when its report is due, and only then") {
  for (const bool due : {true, false}) {
    std::latch first(1), go_on(1);
    const auto run = [&](TaskId task) {
      if (task.value() == 1) {
        first.count_down();
        go_on.wait();
      }
      return std::to_string(task.value());
    };
    const ReportPace pace = due ? ReportPace{0us, 0us} : ReportPace{24h, 24h};
    Worker worker(0, 1, FailurePolicy::stop, run, join, {}, pace);
    (void)worker.on_message(chunk(0, {TaskId(0), TaskId(1), TaskId(2)}));
    first.wait();  // so the first has settled
    if (due) {
      const ChunkReport part = next_report(worker);
      CHECK(part.done == 1);
      CHECK(part.result == "0");
    } else {
      CHECK(worker.commit_finished().empty());
    }
    go_on.count_down();
    std::string rest;
    for (std::size_t done = due ? 1 : 0; done < 3;) {
      const ChunkReport report = next_report(worker);
      CHECK(report.id == ChunkId(0));
      done += report.done;
      rest += report.result;
    }
    CHECK(rest == (due ? "12" : "012"));
  }
}

TEST_CASE("worker: the more ranks, the more rarely they report") {
  CHECK(ReportPace::for_ranks(1).usual == 500ms);
  CHECK(ReportPace::for_ranks(1).hungry == 5ms);
  CHECK(ReportPace::for_ranks(10'000).usual == 1s);
  CHECK(ReportPace::for_ranks(10'000).hungry == 200ms);
}

}  // namespace worker_test
