#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "engine/workload/generated_requests.h"
#include "engine/workload/generator.h"
#include "tests/engine/workload/random_spec.h"
#include "tests/property.h"

namespace streaming_test {

// A run over requests that are drawn when they arrive is the run over the workload in memory.

using namespace servesweep::engine;

namespace {

Scenario random_scenario() {
  Scenario scenario;
  scenario.follow(*rc::gen::element(Profile::reference, Profile::vllm_v1));
  scenario.instances = *rc::gen::inRange(1, 4);
  scenario.latency = {.alpha = {100, 1, 50}, .beta = {3000, 15, 5}};
  scenario.kv.gpu_blocks = 2000;
  scenario.batch.max_running = 32;
  scenario.admission_latency_us = *rc::gen::inRange(0, 300);
  scenario.routing_latency_us = *rc::gen::inRange(0, 300);
  scenario.signal_refresh_us = *rc::gen::element(0, 5000);
  if (*rc::gen::arbitrary<bool>()) scenario.horizon_us = *rc::gen::inRange(1000, 500'000);
  if (*rc::gen::arbitrary<bool>()) {
    scenario.admission.policy = "token-bucket";
    scenario.admission.parameters["capacity"] = 20'000.0;
    scenario.admission.parameters["refill_per_s"] = 100'000.0;
  }
  scenario.predictor = {.kind = PredictorSpec::Kind::lognormal, .log_error = 0.5, .log_bias = 0};
  scenario.scheduling.policy =
      *rc::gen::element<std::string>("fcfs", "shortest-remaining-predicted");
  return scenario;
}

/// Records in the order of requests.
class Sorted final : public RecordSink {
 public:
  explicit Sorted(std::size_t requests) : records(requests) {}
  void record(const RequestRecord& record) override {
    records.at(record.request.index()) = record;
    ++received;
  }

  std::vector<RequestRecord> records;
  std::size_t received = 0;
};

}  // namespace

TEST_CASE("streaming: a run is the same, drawn request by request or from memory") {
  Simulator simulator;
  servesweep::check_property(
      [&] {
        const WorkloadSpec spec = *random_specs();
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const Workload workload = generate(spec, seed);
        simulator.configure(random_scenario());
        std::vector<RequestRecord> table(workload.requests.size());
        const Summary in_memory = simulator.run(workload, table);

        GeneratedRequests source(spec);
        source.restart(seed);
        Sorted sink(table.size());
        const Summary streamed = simulator.run(source, {.records = &sink});
        RC_ASSERT(streamed == in_memory);
        RC_ASSERT(sink.received == table.size());
        RC_ASSERT(sink.records == table);
      },
      150);
}

}  // namespace streaming_test
