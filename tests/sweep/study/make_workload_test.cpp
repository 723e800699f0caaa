#include "sweep/study/make_workload.h"

#include <doctest/doctest.h>

#include "engine/workload/generator.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "tests/sweep/study/problem_of.h"
#include "tests/sweep/study/trace_study.h"

namespace servesweep::sweep::make_workload_test {
namespace {

Study study_in(const TraceFolder& folder, const std::string& lines) {
  return Study::read_file(folder.write("s.yaml", example_with_trace(lines)));
}

const std::string kTraceLines = "    trace: {format: mooncake, path: t.jsonl}\n";

}  // namespace

TEST_CASE("clients are generated") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  const WorkloadFile& file = study.workloads()[0];
  const engine::Workload made = make_workload(file, 42);
  const engine::Workload generated = engine::generate(file.spec, 42);
  REQUIRE(made.requests.size() == generated.requests.size());
  CHECK(made.requests[7].arrival_us == generated.requests[7].arrival_us);
}

TEST_CASE("many requests are drawn when they are wanted, those of a trace never") {
  const auto is_streamed_with = [](std::int64_t requests, engine::TimeUs horizon_us) {
    WorkloadFile file = Study::read(io::Document::parse(kExampleStudy, "s.yaml")).workloads()[0];
    file.spec.requests = requests;
    file.spec.horizon_us = horizon_us;
    return is_streamed(file);
  };
  constexpr engine::TimeUs kSecond_us = 1'000'000;  // 100 requests
  CHECK_FALSE(is_streamed_with(100'000, engine::kForever));
  CHECK(is_streamed_with(100'001, engine::kForever));
  CHECK(is_streamed_with(0, engine::kForever));  // as long as their windows
  CHECK_FALSE(is_streamed_with(0, 1000 * kSecond_us));
  CHECK(is_streamed_with(0, 1001 * kSecond_us));
  CHECK_FALSE(is_streamed_with(1'000'000, 1000 * kSecond_us));
  const TraceFolder folder;
  (void)folder.write("t.jsonl", kMooncakeLines);
  const Study study = study_in(folder, kTraceLines + "    requests: 1000000\n");
  CHECK_FALSE(is_streamed(study.workloads()[0]));
}

TEST_CASE("limits, rate and classes of the file act on its trace") {
  const TraceFolder folder;
  (void)folder.write("t.jsonl", kMooncakeLines);
  const Study study =
      study_in(folder,
               "    trace: {format: mooncake, path: t.jsonl, arrivals: raw}\n"
               "    rate_scale: 2\n    requests: 2\n    class_mix: {critical: 0, batch: 1}\n");
  CHECK(study.classes() == std::vector<std::string>{"critical", "batch"});
  const engine::Workload workload = make_workload(study.workloads()[0], 42);
  CHECK(workload.seed == 42);
  REQUIRE(workload.requests.size() == 2);
  CHECK(workload.requests[1].arrival_us == 1'500'000);
  CHECK(workload.requests[1].slo_class.value() == 1);
}

TEST_CASE("a study with a trace travels as text and needs the file for requests only") {
  const TraceFolder folder;
  const auto file = folder.write("t.jsonl", kMooncakeLines);
  const Study study = study_in(folder, kTraceLines);
  const Study resolved = Study::from_resolved(study.resolved_text());
  CHECK(resolved.resolved_text() == study.resolved_text());
  CHECK(Plan::of(resolved).fingerprint() == Plan::of(study).fingerprint());
  CHECK(make_workload(resolved.workloads()[0], 1).requests[2].arrival_us ==
        make_workload(study.workloads()[0], 1).requests[2].arrival_us);
  std::filesystem::remove(file);
  const Study orphan = Study::from_resolved(study.resolved_text());
  CHECK(orphan.classes() == study.classes());
  CHECK_THROWS_AS((void)make_workload(orphan.workloads()[0], 1), engine::Problem);
}

TEST_CASE("a changed trace is other runs, a moved one the same") {
  const TraceFolder folder, elsewhere;
  (void)folder.write("t.jsonl", kMooncakeLines);
  (void)elsewhere.write("t.jsonl", kMooncakeLines);
  const std::string before = Plan::of(study_in(folder, kTraceLines)).fingerprint();
  CHECK(Plan::of(study_in(elsewhere, kTraceLines)).fingerprint() == before);
  (void)folder.write("t.jsonl", kMooncakeLines.substr(0, kMooncakeLines.find('\n') + 1));
  CHECK(Plan::of(study_in(folder, kTraceLines)).fingerprint() != before);
  CHECK(Plan::of(study_in(elsewhere, kTraceLines + "    rate_scale: 2\n")).fingerprint() != before);
}

TEST_CASE("a study is refused when its trace is wrong, before any run") {
  const TraceFolder folder;
  const auto file = folder.write("t.jsonl", kMooncakeLines + "{}\n");
  CHECK(problem_of([&] { (void)study_in(folder, kTraceLines); }) ==
        file.string() + ":4: field 'timestamp' is missing; add it, or check the format");
}

TEST_CASE("requests are drawn or recorded, not both") {
  const TraceFolder folder;
  (void)folder.write("t.jsonl", kMooncakeLines);
  const std::string study = (folder.path() / "s.yaml").string();
  CHECK(problem_of([&] {
          (void)study_in(folder, kTraceLines + "    clients: []\n");
        }).starts_with(study + ":14: workloads[0].clients: contradicts trace"));
  CHECK(problem_of([&] {
          (void)study_in(folder, kTraceLines + "    requests_per_s: 3\n");
        }).starts_with(study + ":14: workloads[0].requests_per_s: unknown field"));
  CHECK(problem_of([&] { (void)study_in(folder, ""); }).find("missing") != std::string::npos);
}

TEST_CASE("a recorded trace at another rate keeps its requests, those before a horizon too") {
  const TraceFolder folder;
  (void)folder.write("t.jsonl", kMooncakeLines);
  const Study study = study_in(
      folder,
      "    trace: {format: mooncake, path: t.jsonl, arrivals: raw}\n    horizon_us: 3000001\n");
  const WorkloadFile& file = study.workloads()[0];
  const engine::Workload plain = make_workload(file, 42);
  const engine::Workload slow = make_workload(file.at_rate(0.1), 42);
  REQUIRE(plain.requests.size() == 2);
  REQUIRE(slow.requests.size() == plain.requests.size());
  for (std::size_t i = 0; i < plain.requests.size(); ++i) {
    CHECK(slow.requests[i].arrival_us == 10 * plain.requests[i].arrival_us);
    CHECK(slow.requests[i].input_tokens == plain.requests[i].input_tokens);
  }
}

}  // namespace servesweep::sweep::make_workload_test
