#include "sweep/saturation/measured_warm_up.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "sweep/saturation/measured_study.h"
#include "sweep/saturation/warm_up_measure.h"
#include "sweep/study/plan.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::measured_warm_up_test {
namespace {

std::string study_text(const std::string& lines) {
  return example_with("requests: 20", "requests: 400") + lines;
}

}  // namespace

TEST_CASE("measured warm-up: one cut per workload and load, of the baseline") {
  const TraceFolder folder;
  const auto file =
      folder.write("s.yaml", study_text("loads: {factors: [0.5, 2]}\nwarmup: mser5\n"));
  const Study study = read_measured_study(file, folder.path() / "none", 2);
  CHECK_FALSE(study.warm_up().needs_measurement(study.workloads()));
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  for (WorkloadFile workload : study.workloads()) {
    const WarmUpMeasure found = measure_warm_up(baseline, workload, study.seeds(), 1);
    const MeasuredWarmUp* const measured = study.warm_up().measured_of(workload.name);
    REQUIRE(measured != nullptr);
    CHECK(measured->measure_from_us == found.measure_from_us);
    CHECK(measured->cut_fraction == found.cut_fraction);
    CHECK(measured->key.size() == 32);
    CHECK(workload.measure_from_us == found.measure_from_us);
  }
  CHECK(study.warm_up().measured_of("few@0.5")->key != study.warm_up().measured_of("few@2")->key);
}

TEST_CASE("measured warm-up: an earlier one is believed, if it is of the same") {
  const TraceFolder folder;
  const auto file = folder.write("s.yaml", study_text("warmup: mser5\n"));
  const Study first = read_measured_study(file, folder.path() / "none");
  std::string resolved = first.resolved_text();
  const std::string key = first.warm_up().measured_of("few")->key;
  const std::size_t at = resolved.find("measure_from_us: ");
  REQUIRE(at != std::string::npos);
  // Another number, so that it shows whether it was taken from there.
  resolved.replace(at, resolved.find_first_of(",\n", at) - at, "measure_from_us: 12345");
  std::filesystem::create_directories(folder.path() / "results");
  (void)folder.write("results/resolved.yaml", resolved);
  CHECK(read_measured_study(file, folder.path() / "results").workloads()[0].measure_from_us ==
        12345);
  resolved.replace(resolved.find(key), key.size(), std::string(32, '0'));
  (void)folder.write("results/resolved.yaml", resolved);
  CHECK(read_measured_study(file, folder.path() / "results").resolved_text() ==
        first.resolved_text());
}

TEST_CASE("measured warm-up: in words") {
  CHECK(text_of({.workload = "w@0.5", .measure_from_us = 1'234'567, .cut_fraction = 0.0825}) ==
        "w@0.5: measured from 1.23 s on; 8.25 % of the requests arrive before");
  CHECK(text_of({.workload = "w", .is_stationary = false}) ==
        "w: every request counts, as no steady state was found");
}

}  // namespace servesweep::sweep::measured_warm_up_test
