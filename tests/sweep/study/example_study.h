#pragma once

#include <string>

namespace servesweep::sweep {

/// A whole study in one text: 1 + 4 points, 2 seeds; line numbers count in the tests.
inline const std::string kExampleStudy = R"(study: example
question: who wins
profile: reference
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 500}
cluster: {instances: 2}
workloads:
  - workload: few
    requests_per_s: 100
    requests: 20
    clients:
      - id: all
        arrival: {process: poisson}
        input_tokens: {law: constant, value: 64}
        output_tokens: {law: constant, value: 8}
seeds: [42, 43]
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}}
strategies:
  - strategy: tuned
    policies:
      scheduling: {policy: $order}
    limits: {max_tokens_per_step: $budget}
    parameters:
      order: {values: [fcfs, sjf]}
      budget: {values: [2048, 512]}
search: {method: grid}
objectives:
  - {metric: ttft_p99_ms}
  - {metric: output_tokens_per_s, goal: maximize}
keep_requests: none
)";

/// The example with one passage replaced.
[[nodiscard]] inline std::string example_with(const std::string& from, const std::string& to) {
  std::string text = kExampleStudy;
  const std::size_t at = text.find(from);
  return at == std::string::npos ? "passage not found: " + from : text.replace(at, from.size(), to);
}

}  // namespace servesweep::sweep
