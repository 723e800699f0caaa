#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::pareto_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void run(const TemporaryFolder& folder, const std::string& study = kExampleStudy) {
  folder.write("study.yaml", study);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
}

Finished pareto(const TemporaryFolder& folder, std::vector<std::string> options) {
  std::vector<std::string> command = {"pareto", "out"};
  command.insert(command.end(), options.begin(), options.end());
  return servesweep(folder.path(), command);
}

}  // namespace

TEST_CASE("pareto: the front of a study in every format") {
  const TemporaryFolder folder;
  run(folder);
  const Finished text = pareto(folder, {});
  CHECK(text.code == 0);
  CHECK(unbroken(text.out).starts_with(
      "Study example, workload few: front of 5 points over 2 seeds, by ttft_p99_ms (minimize), "
      "output_tokens_per_s (maximize) "));
  CHECK(contains(text.out, "plain (baseline)"));
  CHECK(contains(text.out, "in units of the reference"));
  CHECK(contains(text.out, "Few seeds to resample (2)"));
  CHECK(pareto(folder, {"--format", "markdown"}).out.starts_with("### Study example"));

  const json object = json::parse(pareto(folder, {"--format", "json"}).out);
  CHECK(object.at("baseline") == "plain");
  CHECK(object.at("resamples") == 2000);
  CHECK(object.at("objectives")[1].at("goal") == "maximize");
  REQUIRE(object.at("workloads").size() == 1);
  CHECK(object.at("workloads")[0].at("seeds") == json::array({"42", "43"}));
  CHECK(object.at("workloads")[0].at("hypervolume") == 0);  // steps of 512 are only slower
  REQUIRE(object.at("rows").size() == 5);
  const json& first = object.at("rows")[0];
  CHECK(first.at("on_front") == true);
  CHECK(first.at("front_share") == doctest::Approx(1));
  const std::string csv = pareto(folder, {"--format", "csv"}).out;
  CHECK(csv.starts_with("workload,strategy,point,parameters,is_baseline,ttft_p99_ms,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 6);
}

TEST_CASE("pareto: other objectives and another reference") {
  const TemporaryFolder folder;
  run(folder);
  const Finished finished =
      pareto(folder, {"--objectives", "e2e_mean_ms,steps", "--reference", "1e9,1e9"});
  CHECK(finished.code == 0);
  CHECK(contains(unbroken(finished.out), "by e2e_mean_ms (minimize), steps (minimize)"));
  CHECK(contains(finished.out, "(1e+09, 1e+09): as given."));
}

TEST_CASE("pareto: what makes no sense is refused") {
  const TemporaryFolder folder;
  run(folder);
  const auto refusal = [&](std::vector<std::string> options) {
    const Finished finished = pareto(folder, std::move(options));
    CHECK(finished.code == 2);
    return finished.err;
  };
  CHECK(contains(refusal({"--objectives", "steps"}), "--objectives: has one objective"));
  CHECK(contains(refusal({"--objectives", "steps,stebs"}), "unknown metric 'stebs'"));
  CHECK(contains(refusal({"--objectives", "steps,steps"}), "names 'steps' twice"));
  CHECK(contains(refusal({"--reference", "1"}), "has 1 values for 2 objectives"));
  CHECK(contains(refusal({"--reference", "1,x"}), "'x' is no number"));
}

TEST_CASE("pareto: points that break a constraint take no part, and are told") {
  const TemporaryFolder folder;
  // Steps of 16 tokens cut every prompt into four.
  run(folder, example_with("values: [2048, 512]", "values: [2048, 16]") +
                  "constraints: [{metric: ttft_p99_ms, at_most: 1, of: baseline}]\n");
  const std::string text = pareto(folder, {}).out;
  CHECK(contains(text, "front of 3 points"));
  CHECK(contains(text, "Left out: tuned (2 of 4 points) (breaks a constraint)."));
}

}  // namespace servesweep::sweep::test::pareto_test
