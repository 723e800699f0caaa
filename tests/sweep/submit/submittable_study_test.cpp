#include "sweep/submit/submittable_study.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/sweep/cli/program.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::test::submittable_study_test {
namespace {

std::string complaint(const TemporaryFolder& folder, const std::string& study, bool shared) {
  folder.write("study.yaml", study);
  return problem_of([&] {
    (void)SubmittableStudy::read(folder.path() / "study.yaml", folder.path() / "out", shared);
  });
}

TEST_CASE("a study is read, planned, and its paths are made absolute") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  const auto submitted = SubmittableStudy::read(folder.path() / "./study.yaml", "", false);
  CHECK(submitted.file == folder.path() / "study.yaml");
  CHECK(submitted.output == fs::current_path() / "results/example");
  REQUIRE(submitted.plan);
  CHECK(submitted.plan->distinct_count() == 8);  // 5 points x 2 seeds, one point is the baseline
  CHECK(folder.names() == std::vector<std::string>{"study.yaml"});
}

TEST_CASE("what run would refuse is refused before anybody waits") {
  const TemporaryFolder folder;
  CHECK(
      complaint(folder, example_with("seeds: [42, 43]", "seeds: [x]"), false).find("study.yaml:") !=
      std::string::npos);
  fs::create_directory(folder.path() / "out");
  folder.write("out/thesis.tex", "mine");
  CHECK(complaint(folder, kExampleStudy, false).find("out") != std::string::npos);
  fs::remove_all(folder.path() / "out");
  fs::create_directories(folder.path() / "out/logs");
  CHECK(complaint(folder, kExampleStudy, false) == "no problem");
}

TEST_CASE("a study that learns while it runs cannot be shared by an array") {
  const TemporaryFolder folder;
  const std::string learning =
      example_with("search: {method: grid}", "search: {method: nsga2, points: 8}");
  CHECK(complaint(folder, learning, false) == "no problem");
  CHECK(complaint(folder, learning, true)
            .starts_with("study example: search: cannot be shared by the elements of an array ("));
  CHECK(complaint(folder, example_with("seeds: [42, 43]", "seeds: auto"), true)
            .starts_with("study example: seeds: cannot be shared by the elements of an array ("));
  CHECK(complaint(folder, example_with("keep_requests: none", "keep_requests: finalists"), true)
            .find("leave --array out") != std::string::npos);
}

TEST_CASE("what is measured first is left to the job") {
  const TemporaryFolder folder;
  folder.write("study.yaml",
               example_with("seeds: [42, 43]", "loads: {fractions: [0.5]}\nseeds: [42, 43]"));
  const auto submitted =
      SubmittableStudy::read(folder.path() / "study.yaml", folder.path() / "out", false);
  CHECK_FALSE(submitted.plan.has_value());
}

}  // namespace
}  // namespace servesweep::sweep::test::submittable_study_test
