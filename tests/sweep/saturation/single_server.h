#pragma once

#include <cmath>

#include "engine/scenario.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// A queue that theory knows: one instance, one request at a time, one step per request, which
/// takes 1 µs per prompt token and 1 more. Saturates at 1 / mean service time.
inline engine::Scenario single_server() {
  engine::Scenario scenario;
  scenario.switches.async_scheduling = false;
  scenario.latency.beta = {1, 1, 0};
  scenario.kv.block_tokens = 1 << 20;
  scenario.kv.gpu_blocks = 100;
  scenario.batch.max_running = 1;
  scenario.batch.max_tokens_per_step = 1 << 24;
  return scenario;
}

/// Its service time, 10 ms, hence 100 requests/s.
inline constexpr double kSingleServerRate_per_s = 100;

/// Requests for it, at 60/s: Poisson or constant arrivals, constant service.
inline WorkloadFile single_server_load(engine::ArrivalProcess arrivals) {
  WorkloadFile file;
  file.name = "queue";
  file.spec.requests_per_s = 60;
  file.spec.requests = 100;
  engine::ClientSpec client;
  client.id = "all";
  client.arrival.process = arrivals;
  client.input_tokens = engine::ConstantLength{9999};
  client.output_tokens = engine::ConstantLength{1};
  file.spec.clients.push_back(client);
  return file;
}

/// Exponential service times with the same mean, and a target for the time in the system.
inline WorkloadFile memoryless_load(double target_s) {
  WorkloadFile file = single_server_load(engine::ArrivalProcess::poisson);
  file.spec.clients[0].input_tokens = engine::ExponentialLength{9999};
  engine::SloClass slo_class;
  slo_class.name = "standard";
  slo_class.ttft_target_us = static_cast<engine::TimeUs>(std::llround(target_s * 1e6));
  file.spec.classes.push_back(slo_class);
  return file;
}

}  // namespace servesweep::sweep
