#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

// What can be seen of a run from another shell, and what it says itself.

namespace servesweep::sweep::test::status_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A study of some hundred ms, so that it can be seen at work; or of many seconds, to be killed.
std::string study_of_seeds(int seeds) {
  std::string text =
      example_with("seeds: [42, 43]", "seeds: {first: 1, count: " + std::to_string(seeds) + "}");
  const std::string few = "requests: 20";
  return text.replace(text.find(few), few.size(), "requests: 2000");
}

json status_of(const TemporaryFolder& folder, std::vector<std::string> options = {}) {
  std::vector<std::string> arguments = {"status", "out", "--format", "json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Finished finished = servesweep(folder.path(), arguments);
  REQUIRE(finished.code == 0);
  return json::parse(finished.out);
}

/// live.json as it is; null while there is none.
json live_of(const TemporaryFolder& folder) {
  return json::parse(text_of_file(folder.path() / "out" / "live.json"), nullptr, false);
}

TEST_CASE("status of a study that has ended is exact without looking into shards") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const json status = status_of(folder);
  CHECK(status.at("state") == "complete");
  CHECK(status.at("notes").empty());
  CHECK(status.at("exact") == true);
  CHECK(status.at("live").at("phase") == "done");
  CHECK(status.at("last_event").at("event") == "end");
  CHECK(status.at("bytes") > 0);
  const json counted = status_of(folder, {"--recount"});
  for (const char* field : {"planned", "done", "failed", "left", "stored", "shards", "bytes"}) {
    CAPTURE(field);
    CHECK(status.at(field) == counted.at(field));
  }

  // Shards that somebody took away are noticed: what was counted at the end holds no more.
  fs::remove(folder.path() / "out" / "shards" / "shard-0000-0000.h5");
  const json less = status_of(folder);
  CHECK(less.at("done") == 0);
  CHECK(less.at("left") == status.at("planned"));
  CHECK(less.at("state") == "incomplete");
  CHECK(contains(less.at("notes").dump(), "the shards are right"));
}

TEST_CASE("status of a study at work, of the same when it was killed, and when it went on") {
  const TemporaryFolder folder;
  folder.write("study.yaml", study_of_seeds(20000));
  const Process process(folder.path(),
                        {SERVESWEEP_PROGRAM, "run", "study.yaml", "-o", "out", "--threads", "2"});
  CHECK(eventually([&] {
    const json live = live_of(folder);
    return live.is_object() && live.at("phase") == "running" && live.at("runs").at("done") > 0;
  }));
  const json at_work = status_of(folder, {"--explain"});
  CHECK(at_work.at("state") == "running");
  CHECK(at_work.at("exact") == false);
  CHECK(at_work.at("done") > 0);
  CHECK(at_work.at("left") > 0);
  CHECK(at_work.at("live").at("ranks").size() == 1);
  CHECK(at_work.at("live").at("ranks").at(0).at("threads") == 2);
  CHECK(at_work.at("live").at("loss_if_killed").at("finished_runs") > 0);
  CHECK(at_work.at("findings").size() > 0);
  process.signal(SIGKILL);
  CHECK(process.wait().code == -SIGKILL);

  const json killed = status_of(folder);
  CHECK(killed.at("state") == "killed");
  CHECK(killed.at("exact") == true);
  CHECK(killed.at("done") == killed.at("stored"));
  CHECK(killed.at("planned") == at_work.at("planned"));
  const Finished why = servesweep(folder.path(), {"status", "out", "--explain"});
  CHECK(contains(why.out, "killed "));
  CHECK(contains(why.out,
                 "to continue: servesweep run out/resolved.yaml -o out (it was started "
                 "by: servesweep run study.yaml -o out --threads 2)"));
  fs::copy(folder.path() / "out", folder.path() / "a copy", fs::copy_options::recursive);
  CHECK(contains(servesweep(folder.path(), {"status", "a copy", "--explain"}).out,
                 "to continue: servesweep run 'a copy/resolved.yaml' -o 'a copy'"));

  const Finished verified = servesweep(folder.path(), {"verify", "out"});
  CAPTURE(verified.out);
  CHECK(verified.code == 0);
  CHECK(contains(verified.out, "unfinished: "));
  CHECK(contains(unbroken(verified.out), "the index is not yet written"));
  CHECK(servesweep(folder.path(), {"status", "out", "--watch", "1"}).code == 1);
}

TEST_CASE("status repeats until the study ends, a line each time") {
  const TemporaryFolder folder;
  folder.write("study.yaml", study_of_seeds(100));
  const Process process(folder.path(), {SERVESWEEP_PROGRAM, "run", "study.yaml", "-o", "out"});
  CHECK(eventually([&] { return live_of(folder).is_object(); }));
  const Finished watched =
      servesweep(folder.path(), {"status", "out", "--watch", "0.01", "--format", "json"});
  CHECK(process.wait().code == 0);
  CHECK(watched.code == 0);
  std::istringstream lines(watched.out);
  json last;
  for (std::string line; std::getline(lines, line);) last = json::parse(line);
  CHECK(last.at("state") == "complete");
  CHECK(last.at("left") == 0);
}

TEST_CASE("status of a folder of an older version counts what is there") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  fs::remove(folder.path() / "out" / "live.json");
  const json status = status_of(folder);
  CHECK(status.at("state") == "complete");
  CHECK(status.at("exact") == true);
  CHECK(status.at("left") == 0);
  CHECK(status.at("live").is_null());
  CHECK(servesweep(folder.path(), {"status", "out", "--format", "csv"}).code == 2);
}

TEST_CASE("status under MPI: a row and a log for each rank") {
  const TemporaryFolder folder;
  folder.write("study.yaml", study_of_seeds(20));
  REQUIRE(Process(folder.path(),
                  {SERVESWEEP_MPIEXEC, "-n", "3", "--oversubscribe", SERVESWEEP_PROGRAM, "run",
                   "study.yaml", "-o", "out", "--threads", "1", "--log-level", "debug", "--quiet"})
              .wait()
              .code == 0);
  const Finished table = servesweep(folder.path(), {"status", "out", "--format", "csv"});
  CHECK(std::ranges::count(table.out, '\n') == 4);
  const json ranks = live_of(folder).at("ranks");
  std::size_t finished = 0;
  for (const json& rank : ranks) finished += rank.at("finished").get<std::size_t>();
  CHECK(finished == live_of(folder).at("runs").at("done"));
  for (int rank = 0; rank < 3; ++rank) {
    const std::string log =
        text_of_file(folder.path() / "out" / "logs" / ("rank-000" + std::to_string(rank) + ".log"));
    CAPTURE(log);
    CHECK(contains(log, "begin: rank " + std::to_string(rank) + " of 3"));
    CHECK(contains(log, "runs to do"));
    CHECK(contains(log, "commit: shard-000" + std::to_string(rank)));
    CHECK(contains(log, "end: done after"));
  }
}

TEST_CASE("run --quiet says nothing, and --log-level says more, as it is wanted") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  const Finished quiet = servesweep(folder.path(), {"run", "study.yaml", "-o", "q", "--quiet"});
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  const Finished wrong = servesweep(folder.path(), {"run", "none.yaml", "--quiet"});
  CHECK(wrong.code == 2);
  CHECK(contains(wrong.err, "error: none.yaml"));

  const Finished usual = servesweep(folder.path(), {"run", "study.yaml", "-o", "u"});
  CHECK(usual.err.empty());
  const Finished info =
      servesweep(folder.path(), {"run", "study.yaml", "-o", "i", "--log-level", "info"});
  CHECK(contains(info.err, "servesweep: info: begin: rank 0 of 1"));
  CHECK(contains(info.err, "servesweep: info: commit: shard-0000-0000.h5"));
  CHECK_FALSE(contains(info.err, "debug"));
  CHECK(servesweep(folder.path(), {"run", "study.yaml", "--log-level", "loud"}).code == 2);
}

TEST_CASE("run --format json: exactly one object, whatever happens") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  const Finished done =
      servesweep(folder.path(), {"run", "study.yaml", "-o", "out", "--format", "json"});
  const json outcome = json::parse(done.out);
  CHECK(outcome.at("outcome") == "complete");
  CHECK(outcome.at("exit_status") == 0);
  CHECK(outcome.at("error").is_null());
  CHECK(outcome.at("done_runs") == outcome.at("distinct_runs"));
  CHECK(done.err.empty());

  const Finished bad = servesweep(folder.path(), {"run", "none.yaml", "--format", "json"});
  CHECK(bad.code == 2);
  CHECK(json::parse(bad.out).at("exit_status") == 2);
  CHECK(contains(json::parse(bad.out).at("error").get<std::string>(), "none.yaml"));
}

TEST_CASE("what watches a study never ends it: neither log nor live.json can be written") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  fs::remove_all(folder.path() / "out" / "shards");
  fs::remove_all(folder.path() / "out" / "logs");
  fs::remove(folder.path() / "out" / "live.json");
  folder.write("out/logs", "a file");
  fs::create_directories(folder.path() / "out" / "live.json" / "x");
  const Finished finished = servesweep(folder.path(), {"run", "study.yaml", "-o", "out"});
  CHECK(finished.code == 0);
  CHECK(contains(finished.out, "0 left"));
  CHECK(contains(finished.err, "goes on without this log"));
  const std::string warning = "live.json: cannot put it in place";
  CHECK(contains(finished.err, warning));
  CHECK(finished.err.find(warning) == finished.err.rfind(warning));
}

TEST_CASE("a folder of another study is refused with what differs") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  folder.write("other.yaml", example_with("seeds: [42, 43]", "seeds: [42, 44]"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const Finished refused = servesweep(folder.path(), {"run", "other.yaml", "-o", "out"});
  CHECK(refused.code == 2);
  CHECK(contains(refused.err,
                 "holds the results of another study ('example') (seeds is {first: "
                 "42, count: 2} there and [42, 44] here)"));
}

}  // namespace
}  // namespace servesweep::sweep::test::status_test
