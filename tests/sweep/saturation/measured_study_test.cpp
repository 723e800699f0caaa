#include "sweep/saturation/measured_study.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "sweep/saturation/saturation_search.h"
#include "sweep/study/plan.h"
#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::measured_study_test {
namespace {

const std::string kLoads = "loads: {fractions: [0.5, 1], tolerance: 0.1, requests: 500}\n";

}  // namespace

TEST_CASE("a study that states no fractions is read as it is") {
  const TraceFolder folder;
  const auto file = folder.write("s.yaml", kExampleStudy);
  CHECK(read_measured_study(file).resolved_text() == Study::read_file(file).resolved_text());
}

TEST_CASE("fractions are of what the search finds for the baseline") {
  const TraceFolder folder;
  const Study study = read_measured_study(folder.write("s.yaml", kExampleStudy + kLoads),
                                          folder.path() / "results", 2);
  CHECK_FALSE(study.loads().needs_measurement());
  const Study unmeasured = Study::read_file(folder.path() / "s.yaml");
  const SaturationResult result =
      SaturationSearch(unmeasured.scenario_at(0, unmeasured.point_at(0, 0)),
                       unmeasured.listed_workloads()[0], unmeasured.seeds(),
                       saturation_options(unmeasured.loads(), 1))
          .run();
  REQUIRE(result.bracket.lower > 0);
  CHECK(study.workloads()[0].spec.rate_scale == 0.5 * result.bracket.lower);
  CHECK(study.workloads()[1].spec.rate_scale == result.bracket.lower);
  CHECK(study.loads().measured()[0].saturation_per_s == result.rate_per_s());
  CHECK(study.loads().measured()[0].key.size() == 32);
}

TEST_CASE("what an earlier run has measured is believed, if it is of the same") {
  const TraceFolder folder;
  const auto file = folder.write("s.yaml", kExampleStudy + kLoads);
  const Study first = read_measured_study(file, folder.path() / "none");
  std::string resolved = first.resolved_text();
  const std::string key = first.loads().measured()[0].key;
  const std::size_t at = resolved.find("rate_scale: ");
  REQUIRE(at != std::string::npos);
  // Another number, so that it shows whether it was taken from there.
  resolved.replace(at, resolved.find_first_of(",\n", at) - at, "rate_scale: 0.125");
  std::filesystem::create_directories(folder.path() / "results");
  (void)folder.write("results/resolved.yaml", resolved);
  CHECK(read_measured_study(file, folder.path() / "results").workloads()[1].spec.rate_scale ==
        0.125);

  resolved.replace(resolved.find(key), key.size(), std::string(32, '0'));
  (void)folder.write("results/resolved.yaml", resolved);
  CHECK(read_measured_study(file, folder.path() / "results").resolved_text() ==
        first.resolved_text());
  (void)folder.write("results/resolved.yaml", "no study");
  CHECK(read_measured_study(file, folder.path() / "results").resolved_text() ==
        first.resolved_text());
}

TEST_CASE("a baseline that sustains no rate has no fractions") {
  const TraceFolder folder;
  std::string text = kExampleStudy + kLoads;
  text.insert(text.find("    clients:"), "    classes: [{name: standard, ttft_target_us: 1}]\n");
  const auto file = folder.write("s.yaml", text);
  CHECK(problem_of([&] {
          (void)read_measured_study(file, folder.path() / "none");
        }).starts_with("study example: loads: the baseline sustains workload 'few' at no rate ("));
}

}  // namespace servesweep::sweep::measured_study_test
