#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"
#include "tests/sweep/sensitivity/busy_study.h"

namespace servesweep::sweep::test::sensitivity_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Finished sensitivity(const TemporaryFolder& folder, std::vector<std::string> options) {
  folder.write("study.yaml", busy_study());
  for (const char* word : {"32", "--points", "study.yaml", "sensitivity"}) {
    options.insert(options.begin(), word);
  }
  return servesweep(folder.path(), std::move(options));
}

}  // namespace

TEST_CASE("sensitivity of a study, in every format, on any number of threads") {
  const TemporaryFolder folder;
  const Finished text = sensitivity(folder, {"--curves"});
  REQUIRE(text.code == 0);
  CHECK(contains(text.out,
                 "Study example, tuned, workload few: what ttft_p99_ms depends on, by sobol\n\n"
                 "32 rows of the design: 128 points x 2 seeds; "));
  CHECK(contains(text.out, "what output_tokens_per_s depends on"));
  CHECK(contains(text.out, "\norder "));
  CHECK(contains(text.out, "negligible"));
  CHECK(contains(text.out, "\nCharacterised: "));
  CHECK(sensitivity(folder, {"--curves", "--threads", "3"}).out == text.out);
  CHECK(contains(sensitivity(folder, {"--format", "markdown"}).out, "| parameter | total |"));

  const json document = json::parse(
      sensitivity(folder, {"--format", "json", "--metric", "ttft_p99_ms", "--method", "morris"})
          .out);
  const json& found = document.at("reports").at(0);
  CHECK(found.at("method") == "morris");
  CHECK(found.at("points") == 96);
  CHECK(found.at("parameters").at(0).at("mu_star").at("value") == 0);
  CHECK(found.at("parameters").at(1).at("at_best").at("levels").size() == 9);

  const std::string csv = sensitivity(folder, {"--format", "csv"}).out;
  CHECK(csv.starts_with("strategy,workload,metric,method,parameter,quantity,at,value,"));
  CHECK(contains(csv, "tuned,few,ttft_p99_ms,sobol,budget,total,,"));
  CHECK(contains(csv, "tuned,few,ttft_p99_ms,sobol,budget,response_on_average,2048,"));
  CHECK(folder.names() == std::vector<std::string>{"study.yaml"});
}

TEST_CASE("sensitivity of what a folder holds, without simulating") {
  const TemporaryFolder folder;
  folder.write("study.yaml", busy_study("", "method: sobol, points: 40"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const Finished finished = servesweep(
      folder.path(), {"sensitivity", "out", "--metric", "ttft_mean_ms", "--format", "json"});
  REQUIRE(finished.code == 0);
  const json document = json::parse(finished.out);
  const json& found = document.at("reports").at(0);
  CHECK(found.at("method") == "surrogate");
  CHECK(found.at("points") == 40);
  CHECK(found.at("simulations") == 0);
  CHECK(found.at("q2") > 0.5);
  CHECK(found.at("parameters").at(0).at("total").at("value") < 0.1);
  CHECK(found.at("parameters").at(1).at("total").at("value") > 0.8);

  CHECK(contains(servesweep(folder.path(), {"sensitivity", "out", "--points", "4096"}).err,
                 "--points: 4096 rows are too many for a model (its functions are drawn at 8192 "
                 "points at most); give 2048 or fewer"));

  folder.write("few.yaml", busy_study("", "method: sobol, points: 4"));
  REQUIRE(servesweep(folder.path(), {"run", "few.yaml", "-o", "few"}).code == 0);
  CHECK(contains(servesweep(folder.path(), {"sensitivity", "few"}).out,
                 "no indices: 4 points are stored with all seeds, and a model needs 10 or more"));
}

TEST_CASE("sensitivity refuses bad input in one line") {
  const TemporaryFolder folder;
  const auto error = [&](std::vector<std::string> options) {
    const Finished finished = sensitivity(folder, std::move(options));
    CHECK(finished.code == 2);
    CHECK(finished.out.empty());
    return finished.err;
  };
  CHECK(contains(error({"--metric", "ttft"}), "--metric: unknown metric 'ttft'"));
  CHECK(contains(error({"--method", "pawn"}), "--method: unknown word 'pawn'"));
  CHECK(contains(error({"--method", "surrogate"}), "surrogate needs a result folder"));
  CHECK(contains(error({"--strategy", "plain"}), "strategy plain: has no free parameter"));
  CHECK(contains(error({"--seeds", "3"}), "--seeds"));
}

}  // namespace servesweep::sweep::test::sensitivity_test
