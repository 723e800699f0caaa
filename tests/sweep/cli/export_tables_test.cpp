#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

// What `export` writes besides all runs: other tables, parts of them, and what their columns mean.

namespace servesweep::sweep::test::export_tables_test {
namespace {

std::string exported(const TemporaryFolder& folder, const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"export", "out"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Finished finished = servesweep(folder.path(), arguments);
  CHECK(finished.code == 0);
  CHECK(finished.err.empty());
  return finished.out;
}

std::string complaint(const TemporaryFolder& folder, const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"export", "out"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Finished finished = servesweep(folder.path(), arguments);
  CHECK(finished.code == 2);
  CHECK(finished.out.empty());
  return finished.err;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Runs a study text into the folder `out`.
void run(const TemporaryFolder& folder, const std::string& study) {
  folder.write("study.yaml", study);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
}

std::string with_requests() {
  return example_with("keep_requests: none", "keep_requests: all");
}

}  // namespace

TEST_CASE("export: filters take what was named, and all of a kind that was not") {
  const TemporaryFolder folder;
  run(folder, with_requests());
  const auto rows = [&](const std::vector<std::string>& options) {
    return lines_of(exported(folder, options)).size() - 1;
  };
  CHECK(rows({}) == 10);
  CHECK(rows({"--runs", "--strategy", "tuned"}) == 8);
  CHECK(rows({"--strategy", "tuned", "--strategy", "plain"}) == 10);
  CHECK(rows({"--seed", "43"}) == 5);
  CHECK(rows({"--point", "2", "--seed", "43", "--workload", "few"}) == 1);
  CHECK(rows({"--strategy", "plain", "--point", "2"}) == 0);
  CHECK(rows({"--requests", "--point", "2", "--seed", "43"}) == 20);
  CHECK(rows({"--points", "--strategy", "tuned"}) == 4);

  CHECK(complaint(folder, {"--strategy", "tunde"}).find("did you mean 'tuned'") !=
        std::string::npos);
  CHECK(complaint(folder, {"--point", "5"}).find("numbered from 0 to 4") != std::string::npos);
  CHECK(complaint(folder, {"--point", "two"}).find("not a whole number") != std::string::npos);
  CHECK(complaint(folder, {"--seed", "44"}).find("has no seed 44") != std::string::npos);
  CHECK(complaint(folder, {"--points", "--requests"}).find("contradicts") != std::string::npos);
}

TEST_CASE("export: a point's row has its parameters and the means of its runs") {
  const TemporaryFolder folder;
  run(folder, with_requests());
  const auto runs =
      lines_of(exported(folder, {"--format", "jsonl", "--strategy", "tuned", "--point", "2"}));
  const auto points = lines_of(exported(folder, {"--points", "--format", "jsonl"}));
  REQUIRE(runs.size() == 2);
  REQUIRE(points.size() == 5);
  const auto figure = [](const std::string& line) {
    const std::string key = "\"ttft_mean_ms\":";
    return std::stod(line.substr(line.find(key) + key.size()));
  };
  CHECK(points[2].starts_with(R"({"strategy":"tuned","point":2,"param.order":"fcfs",)"
                              R"("param.budget":512,"workload":"few","planned_runs":2,)"
                              R"("done_runs":2,"failed_runs":0,)"));
  CHECK(figure(points[2]) == doctest::Approx((figure(runs[0]) + figure(runs[1])) / 2));
}

TEST_CASE("export: decisions of a search, one row per trial") {
  const TemporaryFolder folder;
  run(folder, example_with("search: {method: grid}", "search: {method: race, points: 3}"));
  const auto rows = lines_of(exported(folder, {"--decisions"}));
  REQUIRE(rows.size() >= 4);
  CHECK(rows[0] ==
        "kind,decision,strategy,point,param.order,param.budget,workload,first_seed,seeds,told_in,"
        "shortened");
  for (std::size_t i = 1; i < rows.size(); ++i) CHECK(rows[i].starts_with("search,"));
  CHECK(lines_of(exported(folder, {"--decisions", "--strategy", "plain"})).size() == 1);
}

TEST_CASE("export: a study that was planned beforehand has no decisions") {
  const TemporaryFolder folder;
  run(folder, with_requests());
  CHECK(complaint(folder, {"--decisions"}).find("out: has no decisions") != std::string::npos);
}

TEST_CASE("export: every column has a meaning, and those with a unit in their name have it") {
  const TemporaryFolder folder;
  run(folder, with_requests());
  for (const char* table : {"--runs", "--requests", "--points"}) {
    const auto header = lines_of(exported(folder, {table}))[0];
    const auto columns = lines_of(exported(folder, {table, "--columns"}));
    CHECK(columns[0] == "column,unit,meaning");
    std::string names;
    for (std::size_t i = 1; i < columns.size(); ++i) {
      const std::string name = columns[i].substr(0, columns[i].find(','));
      names += (names.empty() ? "" : ",") + name;
      CHECK(columns[i].back() != ',');
      if (name.ends_with("_us")) CHECK(columns[i].starts_with(name + ",us,"));
      if (std::string(table) == "--requests" && name.ends_with("_tokens")) {
        CHECK(columns[i].starts_with(name + ",tokens,"));
      }
    }
    CHECK(names == header);
  }
}

}  // namespace servesweep::sweep::test::export_tables_test
