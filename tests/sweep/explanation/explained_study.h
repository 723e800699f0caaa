#pragma once

#include <string>

#include "sweep/explanation/explanation.h"
#include "sweep/study/study.h"

namespace servesweep::sweep::test {

/// A burst of two classes on two instances; `hurry` serves critical requests first, in larger
/// steps; `choosy` limits the tokens that enter; `same` is the baseline.
inline const std::string kExplainedStudy = R"(study: hurried
profile: reference
model:
  model: tiny
  hardware: H100
  tensor_parallel: 1
  latency: {kind: linear, alpha: [100, 1, 10], beta: [1000, 10, 1]}
  kv: {block_tokens: 16, gpu_blocks: 5000}
cluster: {instances: 2}
workloads:
  - workload: burst
    requests_per_s: 2000
    requests: 200
    clients:
      - {id: c, slo_class: critical, rate_fraction: 0.3, prefix_group: system, prefix_tokens: 64,
         arrival: {process: poisson},
         input_tokens: {law: uniform, min: 40, max: 200}, output_tokens: {law: constant, value: 8}}
      - {id: s, slo_class: sheddable, rate_fraction: 0.7, prefix_group: system, prefix_tokens: 64,
         arrival: {process: poisson},
         input_tokens: {law: uniform, min: 40, max: 200}, output_tokens: {law: constant, value: 8}}
seeds: {first: 1, count: 6}
baseline: {strategy: plain, policies: {scheduling: {policy: fcfs}}, limits: {max_tokens_per_step: 256}}
strategies:
  - strategy: hurry
    policies:
      scheduling: {policy: priority-fcfs}
      priority: {policy: slo-tiered, base_critical: 10, base_standard: 5, base_sheddable: 1}
    limits: {max_tokens_per_step: $budget}
    parameters: {budget: {values: [272, 1024]}}
  - strategy: choosy
    policies: {admission: {policy: token-bucket, capacity: 10000, refill_per_s: 1000}}
    limits: {max_tokens_per_step: 256}
  - {strategy: same, policies: {routing: {policy: round-robin}}, limits: {max_tokens_per_step: 256}}
search: {method: grid}
objectives:
  - {metric: ttft_p99_ms.critical}
  - {metric: output_tokens_per_s, goal: maximize}
keep_requests: none
)";

inline Study explained_study() {
  return Study::read(io::Document::parse(kExplainedStudy, "s.yaml"));
}

/// Why a strategy (1 hurry, 2 choosy, 3 same) differs from `plain`, at its first point.
inline ExplainQuestion question_about(const Study& study, std::size_t strategy,
                                      const std::string& metric = "") {
  return {.model = study.model(),
          .baseline = study.scenario_at(0, study.point_at(0, 0)),
          .strategy = study.scenario_at(strategy, study.point_at(strategy, 0)),
          .workload = study.workloads().front(),
          .seeds = study.seeds(),
          .classes = study.classes(),
          .objectives = study.objectives(),
          .metric = metric};
}

}  // namespace servesweep::sweep::test
