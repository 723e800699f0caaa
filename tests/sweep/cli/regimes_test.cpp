#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::regimes_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The example study with 300 requests at two loads, of which the second overruns the instances;
/// `tuned` with a quarter of the step budget.
std::string study(const std::string& lines) {
  std::string text = example_with("requests: 20", "requests: 300") + lines;
  text.replace(text.find("method: grid"), 12, "method: defaults");
  return text.replace(text.find("budget: {values: [2048, 512]}"), 29,
                      "budget: {values: [64, 512]}");
}

const std::string kLoads = "loads: {factors: [1, 20]}\n";

Finished run(const TemporaryFolder& folder, const std::string& text) {
  folder.write("study.yaml", text);
  return servesweep(folder.path(), {"run", "study.yaml", "-o", "out"});
}

}  // namespace

TEST_CASE("regimes shows every workload and strategy, in every format") {
  const TemporaryFolder folder;
  const Finished finished = run(folder, study(kLoads + "warmup: {few@1: {s: 0.5}}\n"));
  REQUIRE(finished.code == 0);
  const Finished text = servesweep(folder.path(), {"regimes", "out"});
  REQUIRE(text.code == 0);
  CHECK(contains(text.out, "Study example: 2 workloads, 2 seeds, against plain\n"));
  CHECK(contains(text.out, "start (terminating)"));
  CHECK(contains(text.out, "0.500 s"));
  CHECK(contains(text.out, "\ntuned "));
  CHECK(contains(unbroken(text.out), "for 2 comparisons per metric"));

  const Finished markdown = servesweep(folder.path(), {"regimes", "out", "--format", "markdown"});
  CHECK(contains(markdown.out, "| few@20 "));
  const std::string csv = servesweep(folder.path(), {"regimes", "out", "--format", "csv"}).out;
  CHECK(csv.starts_with("workload,rate_per_s,saturation_fraction,arrival_s,terminating,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 2 * 2 * 5);

  const json object =
      json::parse(servesweep(folder.path(), {"regimes", "out", "--format", "json"}).out);
  CHECK(object.at("baseline") == "plain");
  CHECK(object.at("outcomes").size() == 2);
  CHECK(object.at("rows").size() == 20);
  const json& first = object.at("rows").at(0);
  CHECK(first.at("workload") == "few@1");
  CHECK(first.at("terminating") == false);
  CHECK(first.at("measure_from_us") == 500'000);
  CHECK(first.at("warm_up_fraction").get<double>() > 0.05);
  CHECK(first.at("stationary") != "");
  CHECK(first.at("verdict").is_null());
  CHECK(first.at("runs") == 2);
  const json& last = object.at("rows").at(19);
  CHECK(last.at("terminating") == true);
  CHECK(last.at("measure_from_us").is_null());
  CHECK(last.at("stationary") == "");
  CHECK(last.at("rate_per_s").get<double>() > 1000);
}

TEST_CASE("no reader counts the short heats of a race as workloads") {
  const TemporaryFolder folder;
  std::string text = example_with("seeds: [42, 43]", "seeds: {first: 42, count: 4}");
  text.replace(text.find("{method: grid}"), 14,
               "{method: race, points: 4, first_seeds: 2, horizon: 0.25}");
  REQUIRE(run(folder, text).code == 0);
  const auto output = [&](std::vector<std::string> words) {
    const Finished finished = servesweep(folder.path(), words);
    CHECK(finished.code == 0);
    return finished.out;
  };
  CHECK(contains(output({"export", "out"}), "few@first-0.25"));
  for (const std::string format : {"text", "csv", "json", "markdown"}) {
    for (const std::string verb : {"regimes", "pareto", "rank"}) {
      CAPTURE(verb);
      CHECK_FALSE(contains(output({verb, "out", "--format", format}), "@first"));
    }
    const std::string judged = output({"criteria", "out", "--no-fresh", "--format", format});
    CHECK(contains(judged, "few"));
    CHECK_FALSE(contains(judged, "@first"));
  }
  CHECK(output({"regimes", "out"}).starts_with("Study example: 1 workload, "));
}

TEST_CASE("regimes of one strategy, and complaints") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, study("")).code == 0);
  CHECK(servesweep(folder.path(), {"regimes", "out", "--strategy", "tuned"}).code == 0);
  const Finished other = servesweep(folder.path(), {"regimes", "out", "--strategy", "tunde"});
  CHECK(other.code == 2);
  CHECK(contains(other.err, "did you mean 'tuned'?"));
  const Finished baseline = servesweep(folder.path(), {"regimes", "out", "--strategy", "plain"});
  CHECK(baseline.code == 2);
  CHECK(contains(baseline.err, "'plain' is the baseline"));
}

TEST_CASE("mser5 is measured once, said, and believed by the next run") {
  const TemporaryFolder folder;
  const Finished first = run(folder, study("warmup: mser5\n"));
  REQUIRE(first.code == 0);
  CHECK(contains(first.err, "warmup: few: measured from "));
  const Finished plan = servesweep(folder.path(), {"plan", "study.yaml", "-o", "out"});
  CHECK(contains(plan.out, "warm-up: few: measured from "));
  CHECK(contains(plan.out, "already there: 4 of 4 distinct runs"));
  const Finished again = run(folder, study("warmup: mser5\n"));
  CHECK(contains(again.out, "4 already there"));
  // A run of its own has the same key and figures as the study's.
  const std::string csv = servesweep(folder.path(), {"export", "out"}).out;
  const json alone = json::parse(
      servesweep(folder.path(), {"simulate", "study.yaml", "--json", "--seed", "42"}).out);
  CHECK(contains(csv, alone.at("run_key").get<std::string>()));
}

TEST_CASE("a window changes figures and keys, and nothing that is not its own") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, study("")).code == 0);
  const auto simulate = [&](const std::string& lines) {
    folder.write("s.yaml", study(lines));
    return json::parse(servesweep(folder.path(), {"simulate", "s.yaml", "--json"}).out);
  };
  const json whole = simulate("");
  const json part = simulate("warmup: {s: 1}\n");
  CHECK(whole.at("run_key") != part.at("run_key"));
  CHECK(part.at("metrics").at("measure_from_us") == 1'000'000);
  CHECK(part.at("metrics").at("steps") == whole.at("metrics").at("steps"));
  CHECK(part.at("metrics").at("end_s") == whole.at("metrics").at("end_s"));
  CHECK(part.at("metrics").at("completed").get<int>() <
        whole.at("metrics").at("completed").get<int>());
  CHECK(whole.at("run_key") == simulate("warmup: none\n").at("run_key"));
}

}  // namespace servesweep::sweep::test::regimes_test
