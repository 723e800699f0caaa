#include "sweep/saturation/load_measure.h"

#include <doctest/doctest.h>

#include "tests/sweep/saturation/single_server.h"

namespace servesweep::sweep::load_measure_test {
namespace {

using engine::ArrivalProcess;

LoadMeasure measure(const WorkloadFile& file, engine::Scenario scenario = single_server()) {
  engine::Simulator simulator;
  simulator.configure(scenario);
  return measure_load(simulator, file, 1);
}

}  // namespace

TEST_CASE("below its capacity a queue does not grow, and everybody is served") {
  const LoadMeasure load = measure(single_server_load(ArrivalProcess::constant));
  CHECK(load.requests == 100);
  CHECK(load.goodput == 1);
  CHECK(load.rate_per_s == doctest::Approx(60).epsilon(1e-3));
  CHECK(load.arrival_s == doctest::Approx(99 / 60.0).epsilon(1e-3));
  CHECK(load.stay_s == doctest::Approx(0.01));
  // N(t) repeats with every arrival; the last one leaves behind the window.
  CHECK(std::abs(load.growth) < 0.02);
}

TEST_CASE("above it the part that is too much stays undone") {
  // 120/s arrive and 100/s leave: 1/6.
  WorkloadFile file = single_server_load(ArrivalProcess::constant).at_rate(2);
  file.spec.requests = 1000;
  CHECK(measure(file).growth == doctest::Approx(1.0 / 6).epsilon(0.02));
}

TEST_CASE("goodput is the share of the second half within its targets") {
  // At 120/s request i = 1 … 100 waits (i − 1)(1/100 − 1/120) s = (i − 1)/600 s, so that 10 ms more
  // are within 150 ms up to i = 85. The window holds 51 … 100.
  WorkloadFile file = single_server_load(ArrivalProcess::constant).at_rate(2);
  engine::SloClass slo_class;
  slo_class.name = "standard";
  slo_class.ttft_target_us = 150'000;
  file.spec.classes.push_back(slo_class);
  CHECK(measure(file).goodput == doctest::Approx(35 / 50.0).epsilon(0.03));
}

TEST_CASE("requests that are turned away are missed, and do not pile up") {
  engine::Scenario scenario = single_server();
  scenario.admission.policy = "reject-all";
  const LoadMeasure load = measure(single_server_load(ArrivalProcess::poisson), scenario);
  CHECK(load.goodput == 0);
  CHECK(load.growth == 0);
}

TEST_CASE("conversations are counted once, with their pauses") {
  WorkloadFile file = single_server_load(ArrivalProcess::constant);
  file.spec.requests_per_s = 10;
  file.spec.clients[0].session =
      engine::SessionSpec{.rounds = engine::ConstantLength{2},
                          .think_time_us = engine::ConstantDuration{30'000},
                          .accumulate_context = false,
                          .mode = engine::SessionMode::closed};
  const LoadMeasure load = measure(file);
  CHECK(load.requests == 100);
  CHECK(load.rate_per_s == doctest::Approx(10).epsilon(1e-3));
  CHECK(load.stay_s == doctest::Approx(0.01 + 0.03 + 0.01));
}

}  // namespace servesweep::sweep::load_measure_test
