#include "sweep/study/warm_up.h"

#include <doctest/doctest.h>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::warm_up_test {
namespace {

using Kind = WarmUpRule::Kind;

/// The example study: 20 requests at 100/s, workload `few`.
Study study_with(const std::string& lines) {
  return Study::read(io::Document::parse(kExampleStudy + lines, "s.yaml"));
}

std::string problem(const std::string& lines) {
  return problem_of([&] { (void)study_with(lines); });
}

MeasuredWarmUp measured(const std::string& workload, engine::TimeUs from_us) {
  return {.workload = workload, .measure_from_us = from_us, .cut_fraction = 0.25, .key = "k"};
}

}  // namespace

TEST_CASE("warm-up: without one nothing is cut, and keys stay what they were") {
  const Study plain = study_with("");
  CHECK_FALSE(plain.warm_up().given());
  CHECK_FALSE(plain.workloads()[0].measure_from_us.has_value());
  CHECK(plain.resolved_text().find("warmup") == std::string::npos);
  const Study none = study_with("warmup: none\n");
  CHECK_FALSE(none.workloads()[0].measure_from_us.has_value());
  CHECK(Plan::of(none).fingerprint() == Plan::of(plain).fingerprint());
}

TEST_CASE("warm-up: seconds are part of the run key, and of the resolved text") {
  const Study study = study_with("warmup: {s: 0.05}\n");
  CHECK(study.workloads()[0].measure_from_us == 50'000);
  CHECK_FALSE(study.warm_up().needs_measurement(study.workloads()));
  CHECK(Plan::of(study).fingerprint() != Plan::of(study_with("")).fingerprint());
  CHECK(Plan::of(study).fingerprint() != Plan::of(study_with("warmup: {s: 0.06}\n")).fingerprint());
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK(again.resolved_text() == study.resolved_text());
  CHECK(Plan::of(again).fingerprint() == Plan::of(study).fingerprint());
}

TEST_CASE("warm-up: mser5 is planned when it has been measured") {
  Study study = study_with("warmup: mser5\n");
  CHECK(study.warm_up().needs_measurement(study.workloads()));
  CHECK(problem_of([&] { (void)Plan::of(study); }) ==
        "study example: its warm-up is not known (it ends where a measurement that is not there "
        "says); run or plan it from its file, or state it in seconds");
  study.settle_warm_up({measured("few", 70'000)});
  CHECK_FALSE(study.warm_up().needs_measurement(study.workloads()));
  CHECK(study.workloads()[0].measure_from_us == 70'000);
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK(again.resolved_text() == study.resolved_text());
  CHECK(again.workloads()[0].measure_from_us == 70'000);
  REQUIRE(again.warm_up().measured_of("few") != nullptr);
  CHECK(again.warm_up().measured_of("few")->cut_fraction == 0.25);
  CHECK(again.warm_up().measured_of("few")->key == "k");
  CHECK(Plan::of(again).fingerprint() == Plan::of(study).fingerprint());
}

TEST_CASE("warm-up: what has no steady state is terminating, as without a warm-up") {
  Study study = study_with("warmup: mser5\n");
  study.settle_warm_up({{.workload = "few", .is_stationary = false, .key = "k"}});
  CHECK_FALSE(study.workloads()[0].measure_from_us.has_value());
  CHECK(Plan::of(study).fingerprint() == Plan::of(study_with("")).fingerprint());
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK_FALSE(again.warm_up().needs_measurement(again.workloads()));
  CHECK_FALSE(again.workloads()[0].measure_from_us.has_value());
}

TEST_CASE("warm-up: a load has the rule of its workload, unless it has its own") {
  Study study = study_with(
      "loads: {factors: [0.5, 1, 2]}\nwarmup: {few: mser5, few@1: none, few@2: {s: 0.01}}\n");
  CHECK(study.warm_up().rule_of("few@0.5").kind == Kind::mser5);
  CHECK(study.warm_up().rule_of("few@1").kind == Kind::none);
  CHECK(study.warm_up().rule_of("few@2").fixed_us == 10'000);
  CHECK(study.warm_up().rule_of("other").kind == Kind::none);
  study.settle_warm_up({measured("few@0.5", 30'000)});
  CHECK(study.workloads()[0].measure_from_us == 30'000);
  CHECK_FALSE(study.workloads()[1].measure_from_us.has_value());
  CHECK(study.workloads()[2].measure_from_us == 10'000);
}

TEST_CASE("warm-up: loads that are measured later are given their windows then") {
  Study study = study_with("loads: {fractions: [0.5]}\nwarmup: {s: 0.3}\n");
  // At its own rate all requests arrive within 0.2 s; at half of 50/s, within 0.8 s.
  study.settle_loads({{.workload = "few", .rate_scale = 0.5, .saturation_per_s = 50}});
  CHECK(study.workloads()[0].measure_from_us == 300'000);
}

TEST_CASE("warm-up: what is no warm-up") {
  CHECK(problem("warmup: mser\n") ==
        "s.yaml:35: warmup: 'mser' is no way to cut a warm-up; write mser5, none, or {s: SECONDS}");
  CHECK(problem("warmup: {s: -1}\n").starts_with("s.yaml:35: warmup.s: "));
  CHECK(problem("warmup: {fwe: mser5}\n").find("fwe") != std::string::npos);
  CHECK(problem("warmup: {}\n").find("is empty") != std::string::npos);
  CHECK(problem("warmup: {s: 0.2}\n") ==
        "s.yaml:35: warmup: 0.2 s leave nothing of workload 'few' to measure (its requests arrive "
        "within 0.2 s); cut less, or send more");
}

}  // namespace servesweep::sweep::warm_up_test
