#include "tests/benchmark/streamed_run.h"

#include <vector>

#include "engine/simulate.h"
#include "engine/workload/generated_requests.h"
#include "tests/benchmark/in_child.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/stopwatch.h"

namespace servesweep::benchmark {
namespace {

constexpr double kRatePerInstance = 100;  ///< requests/s; the knee of the model is near 120
constexpr std::uint64_t kSeed = 1;

double draw_seconds(engine::GeneratedRequests& requests) {
  return seconds_of([&] {
    requests.restart(kSeed);
    while (!requests.next_batch().empty()) {
    }
  });
}

}  // namespace

StreamedCost streamed_run(StreamedSize size, const StreamedLoad& load) {
  const auto measure = [&]() -> std::vector<double> {
    engine::WorkloadSpec spec = load.spec;
    spec.requests = size.requests;
    spec.requests_per_s = kRatePerInstance * size.instances;
    engine::Scenario scenario = load.scenario;
    scenario.instances = size.instances;
    engine::Simulator simulator;
    simulator.configure(scenario);
    engine::GeneratedRequests requests(spec);
    engine::Summary summary;
    Samples draw_s, run_s;
    for (int i = 0; i < load.repeats; ++i) {
      draw_s.add(draw_seconds(requests));
      run_s.add(seconds_of([&] {
        requests.restart(kSeed);
        summary = simulator.run(requests);
      }));
    }
    return {run_s.min() * 1e3, draw_s.min() * 1e3, static_cast<double>(summary.completed)};
  };
  const ChildResult result = in_child(measure);
  return {.run_ms = result.figures.at(0),
          .draw_ms = result.figures.at(1),
          .completed = static_cast<std::int64_t>(result.figures.at(2)),
          .peak_mb = result.peak_mb};
}

}  // namespace servesweep::benchmark
