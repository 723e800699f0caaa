#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/metrics/request_record.h"
#include "engine/metrics/step_observer.h"
#include "engine/scenario.h"
#include "tests/engine/workload_builder.h"

namespace servesweep::engine::oracle {

/// A step as a line of a table. Requests are called a, b, c, … in order of the workload.
struct StepLine {
  std::int64_t start_ms = 0;
  std::string shares;            ///< "a:6 b:2": tokens of each request, in running order
  std::int32_t free_after = -1;  ///< free blocks once its results are processed; −1 = not stated
};

/// What becomes of a request. Latencies in ms after its arrival; scheduled_ms is absolute.
struct RequestLine {
  std::int64_t scheduled_ms = 0, ttft_ms = 0, e2e_ms = 0;
  std::int32_t cached_first = 0, cached_last = 0, preemptions = 0;
};

/// A story that one can follow with pencil and paper: every step takes 10 ms.
struct VllmScenario {
  std::string name;
  Scenario scenario;
  WorkloadBuilder workload;
  std::vector<StepLine> steps;
  std::vector<RequestLine> requests;
  std::vector<std::int32_t> free_queue{};  ///< block numbers at the end; empty = not stated
  bool beginning_only = false;             ///< only the first steps are stated, and no requests
};

/// Micro-scenarios that agree with the upstream scheduler (vLLM main line of August 2026, classes
/// run with a stub model), and two more whose tables follow from its rules by hand.
[[nodiscard]] std::vector<VllmScenario> vllm_scenarios();

/// The text of StepLine::shares. Requests without a token are left out.
[[nodiscard]] std::string shares_text(std::span<const StepShare> shares);

/// Compares with doctest what an engine did.
void check_story(const VllmScenario& expected, const std::vector<StepLine>& steps,
                 const std::vector<RequestRecord>& records);

}  // namespace servesweep::engine::oracle
