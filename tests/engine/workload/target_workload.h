#pragma once

#include "engine/workload/workload_spec.h"

namespace servesweep::engine {

/// The workload of docs/workloads.md: three SLO classes, one system prompt, bursty arrivals.
inline WorkloadSpec target_workload() {
  WorkloadSpec spec;
  spec.requests_per_s = 2000;
  spec.requests = 1000;
  const auto add = [&](const char* name, const char* tenant, double rate_fraction) {
    ClientSpec client;
    client.id = name;
    client.tenant = tenant;
    client.slo_class = name;
    client.rate_fraction = rate_fraction;
    client.arrival = {ArrivalProcess::gamma, 2.0};
    client.input_tokens = GaussianLength{256, 100, 32, 800};
    client.output_tokens = ExponentialLength{128};
    client.prefix_group = "system-prompt";
    client.prefix_tokens = 512;
    spec.clients.push_back(client);
  };
  add("critical", "premium", 0.2);
  add("standard", "normal", 0.5);
  add("sheddable", "free", 0.3);
  return spec;
}

/// One client with Poisson arrivals every millisecond on average: 100 tokens in, 10 out.
inline WorkloadSpec plain_workload(std::int64_t requests) {
  WorkloadSpec spec;
  spec.requests_per_s = 1000;
  spec.requests = requests;
  ClientSpec client;
  client.id = "plain";
  client.input_tokens = ConstantLength{100};
  client.output_tokens = ConstantLength{10};
  spec.clients.push_back(client);
  return spec;
}

}  // namespace servesweep::engine
