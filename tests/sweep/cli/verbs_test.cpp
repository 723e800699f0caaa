#include "sweep/cli/verbs.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::verbs_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("every verb explains itself on a page of 100 columns") {
  const TemporaryFolder folder;
  const std::string overview = servesweep(folder.path(), {"--help"}).out;
  for (const Verb& verb : all_verbs()) {
    const std::string& name = verb.line.page().name;
    CAPTURE(name);
    CHECK(contains(overview, verb.line.page().purpose));
    const std::string help = verb.line.help();
    CHECK(contains(help, "Usage: servesweep " + name));
    CHECK(contains(help, "Example"));
    CHECK(contains(help, "Exit status:\n  0 "));
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
  }
  const Finished help = servesweep(folder.path(), {"rank", "--help"});
  CHECK(help.code == 0);
  CHECK(help.out == servesweep(folder.path(), {"help", "rank"}).out);
}

TEST_CASE("a study is planned, run, watched, ranked and verified") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  const json before = json::parse(
      servesweep(folder.path(), {"plan", "study.yaml", "-o", "out", "--format", "json"}).out);
  CHECK(before.at("planned") == 10);
  CHECK(before.at("there") == 0);
  CHECK(before.at("rows").size() == 10);
  CHECK(before.at("pilot_core_seconds") > 0);
  CHECK(folder.names() == std::vector<std::string>{"study.yaml"});

  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const json after = json::parse(
      servesweep(folder.path(), {"plan", "study.yaml", "-o", "out", "--format", "json"}).out);
  CHECK(after.at("there") == after.at("distinct"));

  const json status =
      json::parse(servesweep(folder.path(), {"status", "out", "--format", "json"}).out);
  CHECK(status.at("study") == "example");
  CHECK(status.at("done") == after.at("distinct"));
  CHECK(status.at("left") == 0);

  const json ranking =
      json::parse(servesweep(folder.path(), {"rank", "out", "--format", "json"}).out);
  CHECK(ranking.at("baseline") == "plain");
  CHECK(ranking.at("rows").front().at("is_baseline") == true);
  CHECK(servesweep(folder.path(), {"verify", "out"}).code == 0);
}

TEST_CASE("simulate shows the same numbers as the run of the study") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const json one = json::parse(
      servesweep(folder.path(), {"simulate", "study.yaml", "--strategy", "tuned", "--set",
                                 "order=sjf", "--set", "budget=512", "--seed", "43", "--json"})
          .out);
  std::istringstream rows(servesweep(folder.path(), {"export", "out", "--format", "jsonl"}).out);
  int found = 0;
  for (std::string line; std::getline(rows, line);) {
    const json row = json::parse(line);
    if (row.at("run_key") != one.at("run_key")) continue;
    ++found;
    CHECK(row.at("seed") == "43");
    CHECK(row.at("param.budget") == 512);
    for (const auto& [name, value] : one.at("metrics").items()) CHECK(row.at(name) == value);
  }
  CHECK(found == 1);
}

TEST_CASE("simulate says the same of many requests, drawn one by one or held for their table") {
  const TemporaryFolder folder;
  folder.write("study.yaml", example_with("requests: 20", "requests: 100001"));
  const Finished streamed = servesweep(folder.path(), {"simulate", "study.yaml"});
  REQUIRE(streamed.code == 0);
  CHECK(streamed.out ==
        servesweep(folder.path(), {"simulate", "study.yaml", "--requests", "r.csv"}).out);
}

TEST_CASE("simulate explains itself: where the time goes, and each routing decision") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  const Finished plain = servesweep(folder.path(), {"simulate", "study.yaml"});
  for (const char* part : {"load  ", "goodput  ", "priority inversions", "where the time goes (ms)",
                           "met all targets", "gap between tokens"}) {
    CAPTURE(part);
    CHECK(plain.out.find(part) != std::string::npos);
  }
  CHECK(plain.out.find("decisions") == std::string::npos);

  const Finished traced = servesweep(
      folder.path(), {"simulate", "study.yaml", "--decisions", "d.csv", "--candidates", "1"});
  CHECK(traced.code == 0);
  CHECK(traced.out.starts_with(plain.out));
  CHECK(traced.out.find("\ndecisions     ") != std::string::npos);
  const std::string rows = test::text_of_file(folder.path() / "d.csv");
  CHECK(rows.starts_with("request,time_us,instance,reason,"));
  const json object = json::parse(
      servesweep(folder.path(), {"simulate", "study.yaml", "--decisions", "d.csv", "--json"}).out);
  const auto routed = object.at("decisions").at("routed").get<std::int64_t>();
  CHECK(routed == std::count(rows.begin(), rows.end(), '\n') - 1);
  CHECK(object.at("metrics").at("completed") == routed);  // nothing is rejected or cut off here
  CHECK(object.at("saturation").is_string());
}

TEST_CASE("a run that a ranking needs and that is missing is counted") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  fs::remove_all(folder.path() / "out/shards");
  const Finished rank = servesweep(folder.path(), {"rank", "out"});
  CHECK(rank.code == 2);
  CHECK(rank.err ==
        "servesweep: error: out: holds no finished run (nothing can be ranked); run the study "
        "first\n");
  CHECK(servesweep(folder.path(), {"verify", "out"}).code == 3);
}

TEST_CASE("a reader that leaves early is no error, a full disk is") {
  const TemporaryFolder folder;
  const auto shell = [&](const std::string& redirection) {
    const std::string command = std::string(SERVESWEEP_PROGRAM) + " policies " + redirection;
    return Process(folder.path(), {"sh", "-c", command}).wait();
  };
  const Finished cut = shell("2>cut.err | true; cat cut.err");
  CHECK(cut.code == 0);
  CHECK(cut.out.empty());
  const Finished full = shell(">/dev/full");
  CHECK(full.code == 1);
  CHECK(full.err ==
        "servesweep: error: standard output: cannot be written (No space left on device); send it "
        "where there is room and permission\n");
}

}  // namespace
}  // namespace servesweep::sweep::test::verbs_test
