#include "sweep/cli/strategies_verb.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::strategies_verb_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void write_two(const TemporaryFolder& folder) {
  folder.write("b.yaml", "strategy: second\npolicies: {scheduling: {policy: fcfs}}\n");
  folder.write("a.yaml", "strategy: first\nkind: joint\npolicies: {scheduling: {policy: sjf}}\n");
  folder.write("notes.txt", "no strategy\n");
}

TEST_CASE("strategies of files and folders are described in order") {
  const TemporaryFolder folder;
  write_two(folder);
  const Finished of_folder = servesweep(folder.path(), {"strategies", "."});
  CHECK(of_folder.code == 0);
  CHECK(of_folder.out.starts_with("first\n  kind: joint\n"));
  CHECK(contains(of_folder.out, "\nsecond\n"));
  const Finished of_files = servesweep(folder.path(), {"strategies", "b.yaml", "a.yaml"});
  CHECK(of_files.out.starts_with("second\n"));
  CHECK(contains(of_files.out, "\nfirst\n"));
}

TEST_CASE("strategies for pages and for programs") {
  const TemporaryFolder folder;
  write_two(folder);
  const Finished markdown = servesweep(folder.path(), {"strategies", ".", "--format", "markdown"});
  CHECK(markdown.out.starts_with("### first\n\n- kind: joint\n"));
  CHECK(contains(markdown.out, "\n\n### second\n\n"));
  const json document =
      json::parse(servesweep(folder.path(), {"strategies", ".", "--format", "json"}).out);
  const json& all = document.at("rows");
  CHECK(document.size() == 1);  // nothing said twice
  REQUIRE(all.size() == 2);
  CHECK(all.at(0).at("strategy") == "first");
  CHECK(all.at(1).at("scheduling") == "fcfs");
}

TEST_CASE("strategies asks for what it needs") {
  const TemporaryFolder folder;
  const Finished none = servesweep(folder.path(), {"strategies"});
  CHECK(none.code == 2);
  CHECK(none.err ==
        "servesweep: error: servesweep strategies: FILE is missing (a strategy file, or a folder: "
        "every *.yaml file in it, by name); usage: servesweep strategies FILE... [OPTION]...\n");
  const Finished empty = servesweep(folder.path(), {"strategies", "."});
  CHECK(empty.code == 2);
  CHECK(empty.err ==
        "servesweep: error: .: holds no strategy (it has no *.yaml file); give a strategy file or "
        "a folder of them\n");
  const Finished absent = servesweep(folder.path(), {"strategies", "none.yaml"});
  CHECK(absent.code == 2);
  CHECK(contains(absent.err, "none.yaml: cannot be opened (No such file or directory)"));
}

TEST_CASE("a ranking marks bounds for people, and tells kinds to programs") {
  const TemporaryFolder folder;
  folder.write("study.yaml", example_with("strategy: tuned", "strategy: tuned\n    kind: bound"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  for (const char* const format : {"text", "markdown"}) {
    const Finished ranking = servesweep(folder.path(), {"rank", "out", "--format", format});
    CHECK(contains(ranking.out, "tuned (bound) is shown at point"));
    CHECK_FALSE(contains(ranking.out, "plain (bound)"));
    CHECK(contains(ranking.out, "Reads what no real system knows: tuned. It bounds"));
    const std::string points =
        servesweep(folder.path(), {"rank", "out", "--points", "--format", format}).out;
    CHECK(contains(points, "tuned (bound)"));
  }
  const json rows =
      json::parse(servesweep(folder.path(), {"rank", "out", "--format", "json"}).out).at("rows");
  CHECK(rows.front().at("kind") == "");
  CHECK(rows.back().at("strategy") == "tuned");
  CHECK(rows.back().at("kind") == "bound");
  const std::string csv = servesweep(folder.path(), {"rank", "out", "--format", "csv"}).out;
  CHECK(csv.starts_with("workload,strategy,kind,point,"));
}

}  // namespace
}  // namespace servesweep::sweep::test::strategies_verb_test
