#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

// What can be seen of members that share a folder.

namespace servesweep::sweep::test::shared_status_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Some seconds of work for two members, or far more.
std::string study_of_seeds(int seeds) {
  std::string text =
      example_with("seeds: [42, 43]", "seeds: {first: 1, count: " + std::to_string(seeds) + "}");
  const std::string few = "requests: 20";
  return text.replace(text.find(few), few.size(), "requests: 2000");
}

Process member(const TemporaryFolder& folder) {
  return {folder.path(),
          {SERVESWEEP_PROGRAM, "run", "study.yaml", "-o", "out", "--shared", "--threads", "1"}};
}

json status_of(const TemporaryFolder& folder, std::vector<std::string> options = {}) {
  std::vector<std::string> arguments = {"status", "out", "--format", "json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Finished finished = servesweep(folder.path(), arguments);
  CAPTURE(finished.err);
  REQUIRE(finished.code == 0);
  return json::parse(finished.out);
}

std::vector<std::string> states(const json& status) {
  std::vector<std::string> states;
  for (const json& one : status.at("members")) states.push_back(one.at("state"));
  return states;
}

/// Both are there and have finished runs.
bool work(const TemporaryFolder& folder, std::size_t members) {
  if (!fs::exists(folder.path() / "out" / "resolved.yaml")) return false;
  const json status = status_of(folder);
  std::size_t busy = 0;
  for (const json& one : status.at("members")) {
    if (!one.at("live").is_null() && one.at("live").at("runs").at("done") > 0) ++busy;
  }
  return busy == members && status.at("live").at("rate").at("recent_per_s") > 0;
}

TEST_CASE("members are seen together, one that is killed at once, and all of them gone") {
  const TemporaryFolder folder;
  folder.write("study.yaml", study_of_seeds(20000));
  const Process one = member(folder), two = member(folder);
  CHECK(eventually([&] { return work(folder, 2); }));
  const json both = status_of(folder, {"--explain"});
  CHECK(both.at("state") == "running");
  CHECK(both.at("at_work") == true);
  CHECK(states(both) == std::vector<std::string>{"at work", "at work"});
  CHECK(both.at("live").at("ranks").size() == 2);
  CHECK(both.at("done") > 0);
  CHECK(both.at("remaining").at("seconds") > 0);
  CHECK(both.at("live").at("loss_if_killed").at("finished_runs") > 0);
  const Finished table = servesweep(folder.path(), {"status", "out", "--format", "csv"});
  CHECK(table.out.starts_with("member,rank,host"));
  CHECK(std::ranges::count(table.out, '\n') == 3);
  const Finished sound = servesweep(folder.path(), {"verify", "out"});
  CAPTURE(sound.out);
  CHECK(sound.code == 0);
  CHECK(contains(sound.out, "unfinished: "));
  CHECK(contains(sound.out, "at work on it"));

  two.signal(SIGKILL);
  CHECK(two.wait().code == -SIGKILL);
  const json left = status_of(folder, {"--explain"});
  CHECK(left.at("state") == "running");
  CHECK(std::ranges::count(states(left), "killed") == 1);
  CHECK(left.at("live").at("ranks").size() == 1);
  CHECK(contains(left.at("findings").dump(), "was killed"));
  one.signal(SIGKILL);
  CHECK(one.wait().code == -SIGKILL);
  const json none = status_of(folder);
  CHECK(none.at("state") == "killed");
  CHECK(none.at("at_work") == false);
  CHECK(none.at("done") == none.at("stored"));
  CHECK(servesweep(folder.path(), {"status", "out", "--watch", "1"}).code == 1);
  CHECK(contains(servesweep(folder.path(), {"status", "out", "--explain"}).out,
                 "no member is at work"));
  CHECK(servesweep(folder.path(), {"verify", "out"}).code == 0);
}

TEST_CASE("--watch follows members to the end") {
  const TemporaryFolder folder;
  folder.write("study.yaml", study_of_seeds(2000));
  const Process one = member(folder), two = member(folder);
  CHECK(eventually([&] { return fs::exists(folder.path() / "out/members/live-0001.json"); }));
  const Finished watched =
      servesweep(folder.path(), {"status", "out", "--watch", "0.05", "--format", "json"});
  CHECK(one.wait().code % 75 == 0);
  CHECK(two.wait().code % 75 == 0);
  CHECK(watched.code == 0);
  std::istringstream lines(watched.out);
  json last;
  std::size_t looks = 0;
  for (std::string line; std::getline(lines, line); ++looks) last = json::parse(line);
  CHECK(looks > 1);
  CHECK(last.at("left") == 0);
  CHECK(status_of(folder).at("state") == "complete");
  CHECK(status_of(folder).at("members").empty());
}

TEST_CASE("members that were asked to stop have drained, which is no failure") {
  const TemporaryFolder folder;
  folder.write("study.yaml", study_of_seeds(20000));
  const Process one = member(folder);
  CHECK(eventually([&] { return work(folder, 1); }));
  one.signal(SIGTERM);
  CHECK(one.wait().code == 75);
  const json drained = status_of(folder);
  CHECK(drained.at("state") == "drained");
  CHECK(drained.at("exact") == true);
  CHECK(drained.at("left") > 0);
  CHECK(servesweep(folder.path(), {"status", "out", "--watch", "1"}).code == 0);
  CHECK(servesweep(folder.path(), {"verify", "out"}).code == 0);
}

}  // namespace
}  // namespace servesweep::sweep::test::shared_status_test
