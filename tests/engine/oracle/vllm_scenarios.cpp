#include "tests/engine/oracle/vllm_scenarios.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace servesweep::engine::oracle {
namespace {

using Row = WorkloadBuilder::Row;
constexpr TimeUs kMs = 1000;

/// vLLM with blocks of 4 tokens, one step at a time, `usable` blocks besides the null block.
Scenario synchronous(std::int32_t budget, std::int32_t usable = 1000) {
  Scenario scenario;
  scenario.switches.async_scheduling = false;
  scenario.latency = {.alpha = {}, .beta = {10'000, 0, 0}, .roofline = {}};
  scenario.kv.block_tokens = 4;
  scenario.kv.gpu_blocks = usable + 1;
  scenario.batch.max_tokens_per_step = budget;
  return scenario;
}

Scenario asynchronous(Scenario scenario) {
  scenario.switches.async_scheduling = true;
  return scenario;
}

Scenario by_priority(Scenario scenario) {
  scenario.scheduling.policy = "priority-fcfs";
  scenario.priority.policy = "static-tier";
  scenario.preemption.policy = "lowest-priority";
  return scenario;
}

Scenario chunked(Scenario scenario, double tokens) {
  scenario.chunking.parameters["tokens"] = tokens;
  return scenario;
}

Scenario with_slots(Scenario scenario, std::int32_t slots) {
  scenario.batch.max_running = slots;
  return scenario;
}

Scenario with_watermark(Scenario scenario, double watermark) {
  scenario.kv.watermark = watermark;
  return scenario;
}

Scenario without_gate(Scenario scenario) {
  scenario.switches.full_sequence_gate = false;
  return scenario;
}

/// A request whose first `shared` tokens belong to chain 0.
Row sharing(TimeUs arrival_us, std::int32_t input, std::int32_t output, std::int32_t shared) {
  return {.arrival_us = arrival_us,
          .input_tokens = input,
          .output_tokens = output,
          .content = {{ChainId(0), shared}}};
}

Row urgent(Row row) {
  row.tier = SloTier::critical;
  return row;
}

Row patient(Row row) {
  row.tier = SloTier::sheddable;
  return row;
}

std::vector<VllmScenario> budget_scenarios() {
  return {
      {.name = "1 budget and chunking",
       .scenario = synchronous(8),
       .workload = WorkloadBuilder().add({0, 6, 3}).add({0, 10, 2}),
       .steps = {{0, "a:6 b:2"}, {10, "a:1 b:7"}, {20, "a:1 b:1"}, {30, "b:1"}},
       .requests = {{0, 10, 30}, {0, 30, 40}}},
      {.name = "2 long-prefill threshold",
       .scenario = chunked(synchronous(8), 4),
       .workload = WorkloadBuilder().add({0, 10, 2}).add({0, 3, 2}),
       .steps = {{0, "a:4 b:3"}, {10, "a:4 b:1"}, {20, "a:2"}, {30, "a:1"}},
       .requests = {{0, 30, 40}, {0, 10, 20}}},
      {.name = "3 sequence limit",
       .scenario = with_slots(synchronous(8), 2),
       .workload = WorkloadBuilder().add({0, 2, 2}).add({0, 2, 1}).add({0, 2, 1}),
       .steps = {{0, "a:2 b:2"}, {10, "a:1 c:2"}},
       .requests = {{0, 10, 20}, {0, 10, 10}, {10, 20, 20}}},
  };
}

std::vector<VllmScenario> cache_scenarios() {
  // 6: what the last two requests find shows that block 2 was evicted, and it alone.
  WorkloadBuilder eviction;
  eviction.add(sharing(0, 9, 1, 8)).add({20 * kMs, 5, 1}).add({40 * kMs, 9, 1});
  eviction.add({60 * kMs, 5, 1}).add(sharing(80 * kMs, 9, 1, 8));
  const auto session = [](TimeUs arrival_us, std::int32_t input, std::int32_t output) {
    return sharing(arrival_us, input, output, kAllFurtherTokens);
  };
  const WorkloadBuilder turns = WorkloadBuilder().add(session(0, 6, 4)).add(session(50'000, 13, 1));
  const std::vector<StepLine> turn_steps = {
      {0, "a:6"}, {10, "a:1"}, {20, "a:1"}, {30, "a:1"}, {50, "b:5"}};
  return {
      {.name = "4 same-step sharing",
       .scenario = synchronous(32, 9),
       .workload = WorkloadBuilder().add(sharing(0, 14, 2, 12)).add(sharing(0, 13, 2, 12)),
       .steps = {{0, "a:14 b:1", 4}, {10, "a:1 b:1", 9}},
       .requests = {{0, 10, 20}, {0, 10, 20, 12, 12}},
       .free_queue = {5, 4, 6, 7, 8, 9, 3, 2, 1}},
      {.name = "5 aligned full hit and duplicate",
       .scenario = synchronous(32, 6),
       .workload = WorkloadBuilder().add(sharing(0, 8, 1, 8)).add(sharing(20'000, 8, 1, 8)),
       .steps = {{0, "a:8", 6}, {20, "b:4", 6}},
       .requests = {{0, 10, 10}, {20, 10, 10, 4, 4}},
       .free_queue = {4, 5, 6, 2, 3, 1}},
      {.name = "5 with a budget of 6",
       .scenario = synchronous(6),
       .workload = WorkloadBuilder().add(sharing(0, 12, 1, 12)).add(sharing(0, 12, 1, 12)),
       .steps = {{0, "a:6"}, {10, "a:6"}, {20, "b:4"}},
       .requests = {{0, 20, 20}, {20, 30, 30, 8, 8}}},
      {.name = "5 with a budget of 16",
       .scenario = synchronous(16),
       .workload = WorkloadBuilder().add(sharing(0, 12, 1, 12)).add(sharing(0, 12, 1, 12)),
       .steps = {{0, "a:12 b:4"}},
       .requests = {{0, 10, 10}, {0, 10, 10, 8, 8}}},
      {.name = "6 eviction order, first half",
       .scenario = synchronous(32, 6),
       .workload = WorkloadBuilder().add({0, 9, 1}).add({20'000, 5, 1}).add({40'000, 9, 1}),
       .steps = {{0, "a:9"}, {20, "b:5"}, {40, "c:9"}},
       .requests = {{0, 10, 10}, {20, 10, 10}, {40, 10, 10}},
       .free_queue = {6, 2, 1, 3, 5, 4}},
      {.name = "6 eviction order, second half",
       .scenario = synchronous(32, 6),
       .workload = eviction,
       .steps = {{0, "a:9"}, {20, "b:5"}, {40, "c:9"}, {60, "d:5"}, {80, "e:5"}},
       .requests = {{0, 10, 10}, {20, 10, 10}, {40, 10, 10}, {60, 10, 10}, {80, 10, 10, 4, 4}}},
      {.name = "16 multi-turn",
       .scenario = synchronous(32),
       .workload = turns,
       .steps = turn_steps,
       .requests = {{0, 10, 40}, {50, 10, 10, 8, 8}}},
      {.name = "16 multi-turn, asynchronous",
       .scenario = asynchronous(synchronous(32)),
       .workload = turns,
       .steps = turn_steps,
       .requests = {{0, 10, 40}, {50, 10, 10, 8, 8}}},
  };
}

std::vector<VllmScenario> memory_scenarios() {
  const WorkloadBuilder two_equal = WorkloadBuilder().add({0, 8, 8}).add({0, 8, 8});
  const WorkloadBuilder gated = WorkloadBuilder().add({0, 20, 1}).add({0, 24, 1});
  return {
      {.name = "7 preemption and resume",
       .scenario = synchronous(16, 6),
       .workload = two_equal,
       .steps = {{0, "a:8 b:8", 2},
                 {10, "a:1 b:1", 0},
                 {20, "a:1 b:1", 0},
                 {30, "a:1 b:1", 0},
                 {40, "a:1 b:1", 0},
                 {50, "a:1", 2},
                 {60, "a:1", 2},
                 {70, "a:1", 6},
                 {80, "b:5", 2},
                 {90, "b:1", 2},
                 {100, "b:1", 6}},
       .requests = {{0, 10, 80}, {0, 10, 110, 0, 8, 1}}},
      {.name = "8 full-sequence gate",
       .scenario = synchronous(8, 10),
       .workload = gated,
       .steps = {{0, "a:8"}, {10, "a:8"}, {20, "a:4"}, {30, "b:8"}, {40, "b:8"}, {50, "b:8"}},
       .requests = {{0, 30, 30}, {30, 60, 60}}},
      {.name = "8 without the gate",
       .scenario = without_gate(synchronous(8, 10)),
       .workload = gated,
       .steps = {{0, "a:8"}, {10, "a:8"}, {20, "a:4 b:4"}, {30, "b:8"}, {40, "b:8"}, {50, "b:4"}},
       .requests = {{0, 30, 30}, {20, 60, 60}}},
      {.name = "8 watermark",
       .scenario = with_watermark(synchronous(16, 10), 0.2),
       .workload = WorkloadBuilder().add({0, 12, 1}).add({0, 24, 1}).add({0, 16, 1}),
       .steps = {{0, "a:12"}, {10, "b:16"}, {20, "b:8"}, {30, "c:16"}},
       .requests = {{0, 10, 10}, {10, 30, 30}, {30, 40, 40}}},
      {.name = "12 asynchronous preemption",
       .scenario = asynchronous(synchronous(16, 6)),
       .workload = two_equal,
       .steps = {{0, "a:8 b:8"},
                 {10, "a:1 b:1"},
                 {20, "a:1 b:1"},
                 {30, "a:1 b:1"},
                 {40, "a:1 b:1"},
                 {50, "a:1"},
                 {60, "a:1"},
                 {70, "a:1"},
                 {80, "b:5"},
                 {90, "b:1"},
                 {100, "b:1"}},
       .requests = {{0, 10, 80}, {0, 10, 110, 0, 8, 1}}},
  };
}

std::vector<VllmScenario> priority_scenarios() {
  return {
      {.name = "9 priority, self-victim",
       .scenario = by_priority(synchronous(16, 6)),
       .workload = WorkloadBuilder().add(patient({0, 8, 8})).add(urgent({5 * kMs, 8, 8})),
       .steps = {{0, "a:8", 4},
                 {10, "a:1 b:8", 1},
                 {20, "a:1 b:1", 0},
                 {30, "a:1 b:1", 0},
                 {40, "a:1 b:1", 0},
                 // Empty at 50; the next try is 1 ms later.
                 {51, "b:1", 3},
                 {61, "b:1", 2},
                 {71, "b:1", 2},
                 {81, "b:1", 6},
                 {91, "a:5", 2},
                 {101, "a:1", 2},
                 {111, "a:1", 6}},
       .requests = {{0, 10, 121, 0, 8, 1}, {10, 15, 86}}},
      // 12 instead of 20 tokens each: 20 would never fit into 6 blocks and be refused.
      {.name = "10 priority, budget give-back",
       .scenario = by_priority(synchronous(16, 6)),
       .workload = WorkloadBuilder().add(patient({0, 6, 12})).add(urgent({5 * kMs, 8, 12})),
       .steps = {{0, "a:6"},
                 {10, "a:1 b:8"},
                 {20, "a:1 b:1"},
                 {30, "a:1 b:1"},
                 {40, "a:1 b:1"},
                 {50, "a:1 b:1", 0},
                 {60, "b:1", 2}},
       .requests = {},
       .beginning_only = true},
  };
}

std::vector<VllmScenario> timing_scenarios() {
  const WorkloadBuilder late = WorkloadBuilder().add({0, 4, 6}).add({15 * kMs, 4, 2});
  const WorkloadBuilder three = WorkloadBuilder().add({0, 4, 2}).add({0, 4, 6}).add({0, 4, 1});
  return {
      {.name = "11 asynchronous timing",
       .scenario = asynchronous(synchronous(8)),
       .workload = late,
       .steps =
           {{0, "a:4"}, {10, "a:1"}, {20, "a:1"}, {30, "a:1 b:4"}, {40, "a:1 b:1"}, {50, "a:1"}},
       .requests = {{0, 10, 60}, {20, 25, 35}}},
      {.name = "11 the same, synchronous",
       .scenario = synchronous(8),
       .workload = late,
       .steps =
           {{0, "a:4"}, {10, "a:1"}, {20, "a:1 b:4"}, {30, "a:1 b:1"}, {40, "a:1"}, {50, "a:1"}},
       .requests = {{0, 10, 60}, {20, 15, 25}}},
      // By hand: c has to wait for the slot of a, whose end at 20 is known to the schedule at 20,
      // which is that of the step from 30 to 40.
      {.name = "slot release, asynchronous",
       .scenario = with_slots(asynchronous(synchronous(8)), 2),
       .workload = three,
       .steps = {{0, "a:4 b:4"},
                 {10, "a:1 b:1"},
                 {20, "b:1"},
                 {30, "b:1 c:4"},
                 {40, "b:1"},
                 {50, "b:1"}},
       .requests = {{0, 10, 20}, {0, 10, 60}, {20, 40, 40}}},
      {.name = "slot release, synchronous",
       .scenario = with_slots(synchronous(8), 2),
       .workload = three,
       .steps = {{0, "a:4 b:4"},
                 {10, "a:1 b:1"},
                 {20, "b:1 c:4"},
                 {30, "b:1"},
                 {40, "b:1"},
                 {50, "b:1"}},
       .requests = {{0, 10, 20}, {0, 10, 60}, {20, 30, 30}}},
  };
}

void check_request(const RequestLine& expected, const RequestRecord& record) {
  CHECK(record.status == RequestStatus::completed);
  CHECK(record.first_scheduled_us == expected.scheduled_ms * kMs);
  CHECK(record.ttft_us == expected.ttft_ms * kMs);
  CHECK(record.e2e_us == expected.e2e_ms * kMs);
  CHECK(record.cached_tokens_first == expected.cached_first);
  CHECK(record.cached_tokens_last == expected.cached_last);
  CHECK(record.preemptions == expected.preemptions);
}

}  // namespace

std::vector<VllmScenario> vllm_scenarios() {
  std::vector<VllmScenario> all;
  for (auto* group : {budget_scenarios, cache_scenarios, memory_scenarios, priority_scenarios,
                      timing_scenarios}) {
    for (VllmScenario& scenario : group()) all.push_back(std::move(scenario));
  }
  return all;
}

std::string shares_text(std::span<const StepShare> shares) {
  std::string text;
  for (const StepShare& share : shares) {
    if (share.tokens == 0) continue;
    const char name = static_cast<char>('a' + share.request.value());
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", name, share.tokens);
  }
  return text;
}

void check_story(const VllmScenario& expected, const std::vector<StepLine>& steps,
                 const std::vector<RequestRecord>& records) {
  CAPTURE(expected.name);
  REQUIRE(steps.size() >= expected.steps.size());
  if (!expected.beginning_only) CHECK(steps.size() == expected.steps.size());
  for (std::size_t i = 0; i < expected.steps.size(); ++i) {
    CAPTURE(i);
    CHECK(steps[i].start_ms == expected.steps[i].start_ms);
    CHECK(steps[i].shares == expected.steps[i].shares);
    if (expected.steps[i].free_after >= 0) {
      CHECK(steps[i].free_after == expected.steps[i].free_after);
    }
  }
  if (expected.beginning_only) return;
  REQUIRE(records.size() == expected.requests.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    CAPTURE(i);
    check_request(expected.requests[i], records[i]);
  }
}

}  // namespace servesweep::engine::oracle
