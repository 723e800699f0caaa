#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::saturate_test {
namespace {

using nlohmann::json;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Finished saturate(const TemporaryFolder& folder, std::vector<std::string> options) {
  folder.write("study.yaml", kExampleStudy);
  for (const char* word : {"0.1", "--tolerance", "500", "--requests", "study.yaml", "saturate"}) {
    options.insert(options.begin(), word);
  }
  return servesweep(folder.path(), std::move(options));
}

const std::string kLoads = "loads: {fractions: [0.5, 1], tolerance: 0.1, requests: 500}\n";

}  // namespace

TEST_CASE("saturate finds a rate, in every format, on any number of threads") {
  const TemporaryFolder folder;
  const Finished text = saturate(folder, {});
  REQUIRE(text.code == 0);
  CHECK(contains(text.out, "Study example, plain, workload few: "));
  CHECK(contains(text.out, "\nhighest sustainable rate: "));
  CHECK(saturate(folder, {"--threads", "3"}).out == text.out);

  const Finished object = saturate(
      folder, {"--format", "json", "--strategy", "tuned", "--set", "budget=512", "--threads", "2"});
  const json document = json::parse(object.out);
  const json& found = document.at("workloads").at(0);
  CHECK(found.at("strategy") == "tuned");
  CHECK(found.at("parameters").at("budget") == 512);
  CHECK(found.at("unit") == "requests/s");
  CHECK(found.at("saturation_per_s").get<double>() ==
        doctest::Approx(100 * found.at("rate_scale").get<double>()));
  CHECK(found.at("unsustainable_per_s").get<double>() <=
        1.1001 * found.at("saturation_per_s").get<double>());
  CHECK(document.at("rows").size() > 3);
  CHECK(saturate(folder, {"--format", "json", "--strategy", "tuned", "--set", "budget=512",
                          "--threads", "1"})
            .out == object.out);

  const std::string csv = saturate(folder, {"--format", "csv"}).out;
  CHECK(csv.starts_with("strategy,workload,rate_per_s,rate_scale,requests,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') > 3);
  CHECK(folder.names() == std::vector<std::string>{"study.yaml"});
}

TEST_CASE("saturate says that a burst is one") {
  const TemporaryFolder folder;
  const Finished burst = saturate(folder, {});
  CHECK(burst.code == 0);
  CHECK(contains(unbroken(burst.out),
                 "so the rate is one for bursts like these, not for good: give more "
                 "--requests, for 20 times"));
}

TEST_CASE("saturate refuses bad input in one line") {
  const TemporaryFolder folder;
  const auto error = [&](std::vector<std::string> options) {
    const Finished finished = saturate(folder, std::move(options));
    CHECK(finished.code == 2);
    CHECK(finished.out.empty());
    return finished.err;
  };
  CHECK(
      error({"--goodput", "1.5"}) ==
      "servesweep: error: --goodput: '1.5' is not usable (a number greater than 0 and less than 1 "
      "is needed); change it\n");
  CHECK(contains(error({"--workload", "fow"}), "--workload: the study has no 'fow'; did you mean"));
  CHECK(contains(error({"--strategy", "plane"}), "did you mean 'plain'?"));
  CHECK(contains(error({"--set", "x"}), "--set: 'x' is no setting"));
  CHECK(contains(error({"--seeds", "1"}), "a whole number 2 to 1000 is needed"));
  CHECK(contains(error({"--format", "xml"}), "--format: unknown word 'xml'"));
}

TEST_CASE("a study of loads measures once, runs, resumes and plans alike") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy + kLoads);
  const Finished run = servesweep(folder.path(), {"run", "study.yaml", "-o", "out"});
  REQUIRE(run.code == 0);
  CHECK(contains(run.err, "loads: measuring where few saturates under plain"));
  CHECK(contains(run.out, "16 runs simulated"));
  const std::string resolved = text_of_file(folder.path() / "out" / "resolved.yaml");
  CHECK(contains(resolved, "measured:"));
  const Finished rank = servesweep(folder.path(), {"rank", "out"});
  CHECK(contains(rank.out, "few@0.5"));
  CHECK(contains(rank.out, "few@1"));

  const Finished again = servesweep(folder.path(), {"run", "study.yaml", "-o", "out"});
  CHECK(again.code == 0);
  CHECK_FALSE(contains(again.err, "measuring"));
  CHECK(contains(again.out, "0 runs simulated"));
  CHECK(text_of_file(folder.path() / "out" / "resolved.yaml") == resolved);
  const Finished plan = servesweep(folder.path(), {"plan", "study.yaml", "-o", "out"});
  CHECK_FALSE(contains(plan.err, "measuring"));
  CHECK(contains(plan.out, "already there: 16 of 16"));

  // Measured anew it is the same plan, and the resolved text is a study.
  const auto fingerprint = [&](const char* file) {
    return json::parse(servesweep(folder.path(), {"plan", file, "--format", "json"}).out)
        .at("fingerprint")
        .get<std::string>();
  };
  CHECK(fingerprint("study.yaml") == fingerprint("out/resolved.yaml"));
  CHECK(servesweep(folder.path(), {"simulate", "study.yaml", "--workload", "few@1"}).code == 0);
}

}  // namespace servesweep::sweep::test::saturate_test
