#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

// One thing given in place of another: a study for its results, results for a study, a page for
// either, and a slip of the finger in a name.

namespace servesweep::sweep::test::mistaken_file_test {
namespace {

std::string complaint(const TemporaryFolder& folder, const std::vector<std::string>& words) {
  const Finished finished = servesweep(folder.path(), words);
  CHECK(finished.code == 2);
  CHECK(finished.out.empty());
  return finished.err;
}

std::string study_complaint(const std::string& study) {
  const TemporaryFolder folder;
  folder.write("study.yaml", study);
  folder.write("few.yaml", "workload: few\n");
  return complaint(folder, {"plan", "study.yaml"});
}

}  // namespace

TEST_CASE("a study where results are wanted, and the other way round") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  CHECK(complaint(folder, {"rank", "study.yaml"}) ==
        "servesweep: error: study.yaml: is a file, not a result folder; give the folder that "
        "'servesweep run' wrote; of a study file, run it first\n");
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const std::string told =
      "servesweep: error: out: is a result folder, not a study file; give its study, "
      "out/resolved.yaml, or ask 'servesweep rank' and others of it\n";
  CHECK(complaint(folder, {"run", "out"}) == told);
  CHECK(complaint(folder, {"plan", "out"}) == told);
  fs::create_directory(folder.path() / "empty");
  CHECK(complaint(folder, {"run", "empty"}) ==
        "servesweep: error: empty: is a folder; give a study file\n");
}

TEST_CASE("what is no YAML and is not called so is no study with a slip in it") {
  const TemporaryFolder folder;
  folder.write("README.md", "# A page\n\nwith: a word: too many\n");
  const std::string told = complaint(folder, {"plan", "README.md"});
  CHECK(told.starts_with("servesweep: error: README.md: is no study (README.md:"));
  CHECK(told.ends_with("; give a study file, such as configs/studies/quickstart.yaml\n"));
}

TEST_CASE("a study that names no model, or a workload that is not there") {
  std::string text = kExampleStudy;
  const std::size_t model = text.find("model:\n");
  text.erase(model, text.find("cluster:") - model);
  CHECK(study_complaint(text) ==
        "servesweep: error: study.yaml:1: 'model' is missing (it says how long a step takes); add "
        "'model: FILE', relative to this one, or a map; see docs/models.md\n");
  const std::size_t list = kExampleStudy.find("workloads:\n");
  text = kExampleStudy;
  text.replace(list, text.find("seeds:") - list, "workloads: [fwe.yaml]\n");
  CHECK(study_complaint(text).ends_with("(looked for fwe.yaml); did you mean 'few.yaml'?\n"));
  text.replace(text.find("fwe"), 3, "stdy");  // nearest to the study itself, which is not meant
  CHECK(study_complaint(text).ends_with(
      "give its path, relative to the file that names it; there are few.yaml\n"));
}

TEST_CASE("a time with a unit is told in the unit of its field") {
  CHECK(study_complaint(
            example_with("cluster: {instances: 2}", "cluster: {instances: 2, horizon_us: 20s}"))
            .ends_with("cluster.horizon_us: '20s' is not an integer; give microseconds without a "
                       "unit: 20000000\n"));
}

TEST_CASE("a share beyond 1 is refused wherever it is wanted") {
  CHECK(study_complaint(kExampleStudy +
                        "constraints: [{metric: completed_fraction, at_least: 1.5}]\n")
            .find("at_least: 1.5 can never be reached (completed_fraction is 0 to 1)") !=
        std::string::npos);
}

}  // namespace servesweep::sweep::test::mistaken_file_test
