#include "sweep/robustness/robustness_study.h"

#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::test::robustness_study_test {
namespace {

const std::string kFile = R"(robustness: where-else
study: study.yaml
seeds: [7, 5]
contests:
  - {strategy: tuned}
  - {strategy: plain, than: tuned, metric: output_tokens_per_s}
cases:
  - {case: as found}
  - {case: four, instances: 4}
)";

/// The file with one passage replaced, beside the example study.
RobustnessStudy file_with(const std::string& from, const std::string& to) {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  std::string text = kFile;
  text.replace(text.find(from), from.size(), to);
  folder.write("r.yaml", text);
  return RobustnessStudy::read_file(folder.path() / "r.yaml");
}

std::string problem_with(const std::string& from, const std::string& to) {
  const std::string text = problem_of([&] { (void)file_with(from, to); });
  const std::size_t name = text.find("r.yaml:");
  return name == std::string::npos ? text : text.substr(name);
}

}  // namespace

TEST_CASE("a robustness file takes strategies, workload and first objective of its study") {
  const RobustnessStudy robustness = file_with("case: as found", "case: home");
  CHECK(robustness.name() == "where-else");
  CHECK(robustness.seeds() == std::vector<std::uint64_t>{5, 7});
  REQUIRE(robustness.contests().size() == 2);
  CHECK(robustness.text_of(robustness.contests()[0]) == "tuned against plain in ttft_p99_ms");
  CHECK(robustness.contests()[0].goal == Goal::minimize);
  CHECK(robustness.text_of(robustness.contests()[1]) ==
        "plain against tuned in output_tokens_per_s");
  CHECK(robustness.contests()[1].goal == Goal::maximize);
  REQUIRE(robustness.cases().size() == 2);
  CHECK(robustness.cases()[0].name() == "home");
  CHECK(robustness.scenario(robustness.cases()[0], 1).instances == 2);
  CHECK(robustness.scenario(robustness.cases()[1], 1).instances == 4);
  CHECK(robustness.workload(robustness.cases()[1]).spec.requests == 40);
}

TEST_CASE("a rate is that of all cases, and multiplies with theirs") {
  const RobustnessStudy robustness =
      file_with("cases:\n", "rate: 2\ncases:\n  - {case: slower, rate: 0.25}\n");
  CHECK(robustness.workload(robustness.cases()[0]).spec.rate_scale == 0.5);
  CHECK(robustness.workload(robustness.cases()[1]).spec.rate_scale == 2);
}

TEST_CASE("a robustness file that could mislead is refused") {
  CHECK(problem_with("[7, 5]", "[7, 43]") ==
        "r.yaml:3: seeds: 43 is a seed of study example (what was seen there is flattered there); "
        "take others");
  CHECK(problem_with("[7, 5]", "[7]").starts_with("r.yaml:3: seeds: is one seed ("));
  CHECK(problem_with("strategy: tuned}", "strategy: tund}") ==
        "r.yaml:5: contests[0].strategy: study example has no strategy 'tund'; did you mean "
        "'tuned'?");
  CHECK(problem_with("strategy: tuned}", "strategy: plain}")
            .starts_with("r.yaml:5: contests[0]: compares a strategy with itself"));
  CHECK(problem_with("metric: output_tokens_per_s", "metric: ttft_p99")
            .starts_with("r.yaml:6: contests[1].metric: "));
  CHECK(problem_with("case: four", "case: as found").find("is there twice") != std::string::npos);
  CHECK(problem_with("  - {case: four, instances: 4}\n", "")
            .starts_with("r.yaml:7: cases: has no case to compare with the first"));
  CHECK(problem_with("  - {case: four, instances: 4}\n", "  - {case: b, shares: {default: 0.5}}\n")
            .starts_with("r.yaml:9: cases[1].shares: add up to 0.5"));
}

TEST_CASE("every shipped robustness file can be read and is called after what it holds") {
  int files = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(SERVESWEEP_SOURCE) / "configs" / "robustness")) {
    CAPTURE(entry.path());
    const RobustnessStudy robustness = RobustnessStudy::read_file(entry.path());
    CHECK(entry.path().stem().string() == robustness.name());
    CHECK(robustness.seeds().size() >= 20);
    ++files;
  }
  CHECK(files >= 2);
}

}  // namespace servesweep::sweep::test::robustness_study_test
