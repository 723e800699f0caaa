#include "sweep/run/direct_runs.h"

#include <doctest/doctest.h>

#include <cstring>

#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"
#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::direct_runs_test {
namespace {

struct Bench {
  Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  std::vector<engine::Scenario> scenarios{study.scenario_at(0, study.point_at(0, 0)),
                                          study.scenario_at(1, study.point_at(1, 0))};
  std::vector<DirectRun> runs{{.scenario = 1, .workload = 0, .seed = 42},
                              {.scenario = 0, .workload = 0, .seed = 42},
                              {.scenario = 1, .workload = 0, .seed = 43},
                              {.scenario = 1, .workload = 0, .seed = 42}};
};

/// Bit by bit: metrics that do not exist are NaN.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

}  // namespace

TEST_CASE("direct runs give what the simulator gives, in the order asked for") {
  const Bench bench;
  DirectRuns direct(bench.scenarios, bench.study.workloads(), 2);
  const std::size_t before = DirectRuns::made();
  const auto values = direct.metrics(bench.runs, bench.study.classes());
  CHECK(DirectRuns::made() == before + bench.runs.size());
  REQUIRE(values.size() == bench.runs.size());
  for (std::size_t i = 0; i < bench.runs.size(); ++i) {
    engine::Simulator simulator;
    simulator.configure(bench.scenarios[bench.runs[i].scenario]);
    const auto workload = make_workload(bench.study.workloads()[0], bench.runs[i].seed);
    CHECK(same(values[i], metric_values(simulator.run(workload), bench.study.classes())));
  }
  CHECK(same(values[0], values[3]));
  CHECK_FALSE(same(values[0], values[2]));
}

TEST_CASE("direct runs show request tables if asked for") {
  const Bench bench;
  DirectRuns direct(bench.scenarios, bench.study.workloads(), 1);
  std::vector<std::size_t> rows(bench.runs.size());
  direct.look_at(bench.runs, true,
                 [&](std::size_t run, const engine::Summary& summary, auto requests) {
                   rows[run] = requests.size();
                   CHECK(summary.ttft.count <= static_cast<std::int64_t>(requests.size()));
                 });
  for (const std::size_t count : rows) CHECK(count > 0);
  direct.look_at(bench.runs, false,
                 [&](std::size_t, auto&, auto requests) { CHECK(requests.empty()); });
}

}  // namespace servesweep::sweep::direct_runs_test
