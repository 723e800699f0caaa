#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::findings_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The example study, in which `tuned` is the baseline under another name, as a finding.
std::string study(const std::string& name, const std::string& finding, const std::string& claims) {
  std::string text = example_with("study: example", "study: " + name);
  text.replace(text.find("method: grid"), 12, "method: defaults");
  return text + finding + "claims:\n" + claims;
}

const std::string kSame =
    "  - {claim: nothing changes, strategy: tuned, metric: ttft_p99_ms, effect: none}\n";
const std::string kNoFaster =
    "  - {claim: it is faster when calm, role: condition, strategy: tuned, metric: ttft_p99_ms,\n"
    "     effect: better}\n";
const std::string kOnTwo =
    "  - {claim: both instances work, role: condition, strategy: tuned, metric: busiest_share,\n"
    "     effect: value, at_most: 0.9}\n";

/// A folder with two findings: number 2 is conditional, number 1 agrees.
void write_two(const TemporaryFolder& folder) {
  fs::create_directory(folder.path() / "studies");
  folder.write("studies/a.yaml",
               study("second", "finding: {number: 2, statement: Second., expected: none}\n",
                     kSame + kOnTwo));
  folder.write("studies/b.yaml",
               study("first", "finding: {number: 1, statement: First., source: us}\n", kSame));
}

}  // namespace

TEST_CASE("findings runs and judges a folder of studies, and runs nothing twice") {
  const TemporaryFolder folder;
  write_two(folder);
  const Finished first = servesweep(folder.path(), {"findings", "studies", "-o", "out"});
  CHECK(first.code == 0);
  CHECK(first.out.starts_with("1 agree, 1 conditional\n"));
  CHECK(first.out.find("first ") < first.out.find("second "));
  CHECK(contains(first.out,
                 "2. second: Second.\n   expected: none\n   conditional: but 'both "
                 "instances work'\n"));
  CHECK(fs::is_directory(folder.path() / "out/first/shards"));
  const auto written = fs::last_write_time(folder.path() / "out/first/shards");
  const Finished again = servesweep(folder.path(), {"findings", "studies", "-o", "out"});
  CHECK(again.out == first.out);
  CHECK(fs::last_write_time(folder.path() / "out/first/shards") == written);
  CHECK(servesweep(folder.path(), {"claims", "out/second"}).code == 0);
}

TEST_CASE("a claim that is not held gives status 4, whatever its role") {
  const TemporaryFolder folder;
  folder.write("s.yaml", study("only", "", kSame + kNoFaster));
  const Finished finished = servesweep(folder.path(), {"findings", "s.yaml", "-o", "out"});
  CHECK(finished.code == 4);
  CHECK(finished.out.starts_with("1 agree\n"));
  CHECK(contains(finished.out, "only: who wins\n"));
  CHECK(contains(finished.out, "'it is faster when calm' failed"));
}

TEST_CASE("findings has four formats") {
  const TemporaryFolder folder;
  write_two(folder);
  const auto print = [&](const std::string& format) {
    return servesweep(folder.path(), {"findings", "studies", "-o", "out", "--format", format}).out;
  };
  const json object = json::parse(print("json"));
  CHECK(object.at("all_held") == true);
  REQUIRE(object.at("rows").size() == 2);
  const json& second = object.at("rows")[1];
  CHECK(second.at("number") == 2);
  CHECK(second.at("verdict") == "conditional");
  CHECK(second.at("relative") == 0);
  const json& claims = object.at("claims")[1].at("rows");
  REQUIRE(claims.size() == 2);
  CHECK(claims[1].at("role") == "condition");
  CHECK(claims[1].at("at_most") == 0.9);
  CHECK(claims[1].at("than_mean").is_null());
  const std::string csv = print("csv");
  CHECK(csv.starts_with("number,study,statement,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  const std::string page = print("markdown");
  CHECK(page.starts_with("| no | finding |"));
  CHECK(contains(page, "### 1. first\n\nFirst.\n\nSource: us.\n\n| role "));
}

TEST_CASE("findings --discovery runs the studies of its folder that make claims") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "configs/studies/discovery");
  folder.write("configs/studies/discovery/a.yaml", study("found", "", kSame));
  folder.write("configs/studies/discovery/a-search.yaml", kExampleStudy);
  const Finished finished = servesweep(folder.path(), {"findings", "--discovery"});
  CHECK(finished.code == 0);
  CHECK(finished.out.starts_with("1 agree\n"));
  CHECK(contains(finished.out, "\n2 simulations.\n"));  // both strategies are the same scenario
  CHECK(fs::is_directory(folder.path() / "results/discovery/found/shards"));
}

TEST_CASE("findings refuses what makes no claims before anything runs") {
  const TemporaryFolder folder;
  folder.write("s.yaml", kExampleStudy);
  const Finished finished = servesweep(folder.path(), {"findings", "s.yaml", "-o", "out"});
  CHECK(finished.code == 2);
  CHECK(finished.err ==
        "servesweep: error: s.yaml: there is nothing to judge (study example makes no claims); add "
        "'claims: …', or name the studies that make some\n");
  CHECK_FALSE(fs::exists(folder.path() / "out"));
  const Finished without = servesweep(folder.path(), {"findings", "-o", "out"});
  CHECK(without.code == 2);  // the standard folder is not here
  CHECK(contains(without.err, "configs/studies/findings"));
  const Finished discovery = servesweep(folder.path(), {"findings", "--discovery"});
  CHECK(discovery.code == 2);
  CHECK(contains(discovery.err, "configs/studies/discovery"));
  CHECK(servesweep(folder.path(), {"findings", "s.yaml", "--discovery"}).code == 2);
}

}  // namespace servesweep::sweep::test::findings_test
