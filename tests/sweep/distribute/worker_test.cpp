#include "sweep/distribute/worker.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

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
    CHECK(report.error == (said.empty() ? "an exception without a text" : said));
    CHECK(report.not_run.size() == 1);
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
