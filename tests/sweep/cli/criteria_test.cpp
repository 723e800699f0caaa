#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::criteria_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The example study has been run in this folder, with more lines behind it.
void run_example(const TemporaryFolder& folder, const std::string& more = "") {
  folder.write("study.yaml", kExampleStudy + more);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
}

Finished criteria(const TemporaryFolder& folder, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"criteria", "out"};
  words.insert(words.end(), more.begin(), more.end());
  return servesweep(folder.path(), words);
}

const std::string kSlower =
    "criteria:\n"
    "  - {criterion: slower, metric: ttft_p99_ms, at_least: 1}\n"
    "  - {criterion: impossible, metric: ttft_p99_ms, at_most: 1, beside: true}\n";

}  // namespace

TEST_CASE("criteria of a study that says nothing, on thirty fresh seeds") {
  const TemporaryFolder folder;
  run_example(folder);
  const Finished finished = criteria(folder);
  CHECK(finished.code == 0);
  CHECK(contains(finished.err, "criteria: 60 simulations"));  // tuned and plain
  CHECK(contains(finished.out, "Study example: criteria, against plain\n"));
  CHECK(contains(finished.out, "1  TTFT P99             ttft_p99_ms at least 15 % better\n"));
  CHECK(contains(finished.out, "tuned on few, 30 fresh seeds (1000001 to 1000030)\n\npoint "));
  CHECK(contains(finished.out,
                 "\n5: ttft_p99_ms does not differ for certain: there is nothing to explain\n"));
  CHECK(contains(finished.out, "on the study's seeds"));
  CHECK(contains(unbroken(finished.out), "verdicts are those of fresh seeds."));
  CHECK_FALSE(contains(finished.out, "++"));
  CHECK(criteria(folder, {"--threads", "1"}).out == criteria(folder, {"--threads", "2"}).out);
  CHECK(contains(criteria(folder, {"--seeds"}).out, "---"));
}

TEST_CASE("fresh seeds are none that a point may get by need") {
  const TemporaryFolder folder;
  folder.write("study.yaml",
               example_with("seeds: [42, 43]", "seeds: {first: 1000001, min: 5, max: 9}"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  CHECK(contains(criteria(folder).out, "tuned on few, 30 fresh seeds (1000010 to 1000039)\n"));
}

TEST_CASE("criteria for programs") {
  const TemporaryFolder folder;
  run_example(folder, kSlower);
  const json object = json::parse(criteria(folder, {"--fresh", "4", "--format", "json"}).out);
  CHECK(object.at("study") == "example");
  CHECK(object.at("baseline") == "plain");
  CHECK(object.at("criteria").size() == 2);
  REQUIRE(object.at("rows").size() == 3);
  const json& slower = object.at("rows")[0];
  CHECK(slower.at("criterion") == "slower");
  CHECK(slower.at("verdict") == "pass");
  CHECK(slower.at("fresh_seeds") == true);
  CHECK(slower.at("effect_kind") == "value");
  CHECK(slower.at("effect_low") > 1);
  CHECK(slower.at("held_seeds") == 4);
  CHECK(slower.at("chosen_on_seeds") == 2);
  CHECK(slower.at("seed_1000004") == true);
  CHECK(slower.at("bound_effect").is_null());
  const json& all = object.at("rows")[2];
  CHECK(all.at("criterion") == "all");
  CHECK(all.at("verdict") == "pass");
  CHECK(all.at("p_value") == slower.at("p_value"));

  const std::string csv = criteria(folder, {"--fresh", "4", "--format", "csv"}).out;
  CHECK(csv.starts_with("workload,chosen_on_workload,fresh_seeds,strategy,"));
  CHECK(contains(csv, ",seed_1000001,seed_1000002,seed_1000003,seed_1000004\n"));
  CHECK(contains(csv, ",true,true,true,true\n"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 4);
  const std::string page = criteria(folder, {"--fresh", "4", "--format", "markdown"}).out;
  CHECK(page.starts_with("### Study example: criteria, against plain\n"));
  CHECK(contains(page, "| tuned | few | pass | fail | pass |"));
}

TEST_CASE("without fresh seeds the study's decide, and the page says that this flatters") {
  const TemporaryFolder folder;
  run_example(folder, kSlower);
  const Finished finished = criteria(folder, {"--no-fresh", "--seeds"});
  CHECK(finished.err.empty());
  CHECK(contains(finished.out, "tuned on few, 2 seeds (42 to 43)"));
  CHECK(contains(finished.out, "which flatters them"));
  CHECK(contains(finished.out, "\n1  ++\n2  --\n"));
  CHECK_FALSE(contains(finished.out, "on the study's seeds "));
}

TEST_CASE("strict leaves with status 4 if a criterion that counts fails") {
  const TemporaryFolder folder;
  run_example(folder, kSlower);
  CHECK(criteria(folder, {"tuned", "--strict"}).code == 0);  // the one that fails is beside
  folder.write("study.yaml",
               kExampleStudy + "criteria: [{criterion: c, metric: ttft_p99_ms, at_most: 1}]\n");
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  CHECK(criteria(folder, {"tuned"}).code == 0);
  CHECK(criteria(folder, {"tuned", "--strict"}).code == 4);
}

TEST_CASE("other workloads, from the study and from the command line") {
  const TemporaryFolder folder;
  const std::string other =
      "{workload: NAME, requests_per_s: 9, requests: 9, clients: [{id: a, arrival: {process: "
      "poisson}, input_tokens: {law: "
      "constant, value: 9}, output_tokens: {law: constant, value: 9}}]}\n";
  const auto named = [&](const std::string& name) {
    std::string text = other;
    return text.replace(text.find("NAME"), 4, name);
  };
  run_example(folder, "criteria:\n  fresh_seeds: [7, 9]\n  also_on:\n    - " + named("calm"));
  folder.write("night.yaml", named("night"));
  const Finished finished = criteria(folder, {"--also-on", "night.yaml"});
  CHECK(contains(finished.err, "criteria: 12 simulations"));
  CHECK(contains(finished.out, "tuned on few, 2 fresh seeds (7 … 9)"));
  CHECK(contains(finished.out, "tuned on calm, 2 fresh seeds (7 … 9)"));
  CHECK(contains(finished.out, "tuned on night, 2 fresh seeds (7 … 9)"));
  folder.write("few.yaml", named("few"));
  const Finished twice = criteria(folder, {"--also-on", "few.yaml"});
  CHECK(twice.code == 2);
  CHECK(contains(twice.err, "--also-on: workload 'few' is judged already"));
}

TEST_CASE("criteria says what it cannot judge") {
  const TemporaryFolder folder;
  run_example(folder);
  const auto complaint = [&](std::vector<std::string> words) {
    const Finished finished = criteria(folder, std::move(words));
    CHECK(finished.code == 2);
    CHECK(finished.out.empty());
    return finished.err;
  };
  CHECK(contains(complaint({"tunde"}), "STRATEGY: 'tunde' is not judged"));
  CHECK(contains(complaint({"tunde"}), "did you mean 'tuned'?"));
  CHECK(contains(complaint({"plain"}), "'plain' is not judged"));
  CHECK(contains(complaint({"--strict"}), "--strict: has nothing to insist on"));
  CHECK(contains(complaint({"--fresh", "3", "--no-fresh"}), "--fresh: contradicts --no-fresh"));
  CHECK(contains(complaint({"--fresh", "1"}), "--fresh: '1' is not usable"));
  fs::remove_all(folder.path() / "out/shards");
  CHECK(contains(complaint({}), "holds no finished run"));
}

TEST_CASE("a study of nothing but bounds has nobody to judge") {
  const TemporaryFolder folder;
  folder.write("study.yaml", example_with("strategy: tuned", "strategy: tuned\n    kind: bound"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const Finished finished = criteria(folder);
  CHECK(finished.code == 2);
  CHECK(contains(finished.err, "has no strategy that could win (all of them are bounds)"));
}

}  // namespace servesweep::sweep::test::criteria_test
