#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "tests/engine/random/dice.h"
#include "tests/engine/workload_builder.h"

namespace reservations_test {

// What the reservation policies do to whole runs.

using namespace servesweep::engine;

namespace {

/// One instance with 16-token blocks for 4800 tokens, or for all that can come.
Scenario scenario_with(const std::string& reservation, bool ample = false) {
  Scenario scenario;
  scenario.latency = {.alpha = {}, .beta = {7000, 20, 30}, .roofline = {}};
  scenario.kv.gpu_blocks = ample ? 100'000 : 301;
  scenario.batch.max_running = 64;
  scenario.predictor.kind = PredictorSpec::Kind::oracle;
  scenario.reservation.policy = reservation;
  return scenario;
}

/// 300 requests in a hurry: prompts of 50 to 150 tokens, outputs of 20 to 420.
Workload pressure(std::uint64_t seed) {
  Dice dice(seed);
  WorkloadBuilder builder;
  TimeUs now_us = 0;
  for (int i = 0; i < 300; ++i) {
    now_us += dice.below(60'000);
    builder.add({now_us, dice.between(50, 150), dice.between(20, 420)});
  }
  return builder.build();
}

struct Outcome {
  Summary summary;
  std::vector<RequestRecord> records;
  [[nodiscard]] std::int64_t preemptions() const {
    std::int64_t sum = 0;
    for (const RequestRecord& record : records) sum += record.preemptions;
    return sum;
  }
};

Outcome simulate(const Scenario& scenario, const Workload& workload) {
  Outcome outcome;
  outcome.records.resize(workload.requests.size());
  Simulator simulator;
  simulator.configure(scenario);
  outcome.summary = simulator.run(workload, outcome.records);
  return outcome;
}

constexpr std::array kReserving{"share", "full-output", "future-peak"};

}  // namespace

TEST_CASE("reservations: fewer preemptions under pressure, and everybody is served") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const Workload workload = pressure(seed);
    const std::int64_t without = simulate(scenario_with("none"), workload).preemptions();
    CHECK(without > 50);
    for (const char* policy : kReserving) {
      CAPTURE(policy);
      const Outcome out = simulate(scenario_with(policy), workload);
      CHECK(out.preemptions() * 2 < without);
      for (const RequestRecord& record : out.records) {
        CHECK(record.status == RequestStatus::completed);
      }
    }
    CHECK(simulate(scenario_with("full-output"), workload).preemptions() == 0);
  }
}

TEST_CASE("reservations: future-peak pays where prompts are expensive to compute again") {
  // At 20 µs a token the optimist's larger batch is worth more than what its preemptions cost.
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const Workload workload = pressure(seed);
    const auto end_us = [&](const char* policy, double prefill_us_per_token) {
      Scenario scenario = scenario_with(policy);
      scenario.latency.beta[1] = prefill_us_per_token;
      if (policy != std::string("none")) scenario.reservation.parameters["quantile"] = 0.5;
      return simulate(scenario, workload).summary.end_us;
    };
    CHECK(end_us("future-peak", 300) < end_us("none", 300));
    CHECK(end_us("future-peak", 20) > end_us("none", 20));
  }
}

TEST_CASE("reservations: with ample memory nothing changes") {
  const Workload workload = pressure(1);
  const Outcome without = simulate(scenario_with("none", true), workload);
  for (const char* policy : kReserving) {
    CAPTURE(policy);
    const Outcome out = simulate(scenario_with(policy, true), workload);
    CHECK(out.summary.end_us == without.summary.end_us);
    for (std::size_t i = 0; i < out.records.size(); ++i) {
      CHECK(out.records[i].first_scheduled_us == without.records[i].first_scheduled_us);
      CHECK(out.records[i].e2e_us == without.records[i].e2e_us);
    }
  }
}

TEST_CASE("reservations: a run does not remember the one before it") {
  const Workload workload = pressure(1);
  for (const char* policy : kReserving) {
    CAPTURE(policy);
    Simulator simulator;
    simulator.configure(scenario_with(policy));
    const TimeUs first = simulator.run(workload).end_us;
    CHECK(simulator.run(workload).end_us == first);
  }
}

}  // namespace reservations_test
