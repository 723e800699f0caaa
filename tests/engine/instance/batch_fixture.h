#pragma once

#include <string>

#include "engine/instance/running_batch.h"

namespace servesweep::engine {

/// The batch of one instance, stepped by hand: blocks of 4 tokens, first come first served, every
/// step lasts 10 ms and is delivered before the next one is formed.
class BatchFixture {
 public:
  static constexpr TimeUs kStep_us = 10'000;

  /// What a test usually starts from: 10 blocks, 16 tokens a step, vLLM without steps in flight.
  [[nodiscard]] static Scenario small_scenario() {
    Scenario scenario;
    scenario.switches.async_scheduling = scenario.switches.null_block = false;
    scenario.kv.block_tokens = 4;
    scenario.kv.gpu_blocks = 10;
    scenario.batch.max_tokens_per_step = 16;
    return scenario;
  }

  /// Who is most urgent is served first, and the least urgent is preempted.
  [[nodiscard]] static Scenario urgent_first_scenario(std::int32_t gpu_blocks) {
    Scenario scenario = small_scenario();
    scenario.kv.gpu_blocks = gpu_blocks;
    scenario.scheduling.policy = "priority-fcfs";
    scenario.priority.policy = "static-tier";
    scenario.preemption.policy = "lowest-priority";
    return scenario;
  }

  explicit BatchFixture(const Scenario& scenario) : policies(scenario) {
    policies.reset({.instances = 1});
    table.reserve(64);
    kv.reset(scenario.kv, scenario.switches, *policies.eviction, *policies.offload);
    loads.reset(scenario, *policies.offload, {}, nullptr);
    waiting.reset(InstanceId(0), *policies.scheduling, *policies.priority, {}, kv, table, false);
    batch.reset(scenario, policies, {});
  }
  BatchFixture(const BatchFixture&) = delete;
  BatchFixture& operator=(const BatchFixture&) = delete;

  /// A request is queued; requests are called a, b, c, …
  Slot queue(std::int32_t input_tokens, std::int32_t output_tokens,
             std::span<const Segment> content = {}, SloTier tier = SloTier::standard,
             std::int32_t predicted_tokens = 0) {
    const Slot slot = static_cast<Slot>(table.size());
    RequestFacts facts;
    facts.id = RequestId(slot);
    facts.arrival_us = now_us;
    facts.input_tokens = input_tokens;
    facts.tier = tier;
    facts.content = content;
    facts.predicted_output_tokens = predicted_tokens;
    ActiveRequest& request = table.emplace_back(facts, output_tokens);
    request.record.enqueued_us = now_us;
    request.chunk_limit_tokens = policies.chunking->limit_tokens(request.facts);
    waiting.push(slot);
    return slot;
  }

  /// Forms a step, executes it, lets go who is finished: "a:4 b:1".
  std::string run_step() {
    work = batch.form(now_us, now_us, step);
    std::vector<StepShare> shares;
    batch.list_shares(shares);
    std::string text;
    for (const StepShare& share : shares) {
      if (!text.empty()) text += ' ';
      text += static_cast<char>('a' + share.request.value());
      text += ':' + std::to_string(share.tokens);
    }
    now_us += kStep_us;
    batch.publish(step);
    for (const Slot slot : step.last_tokens) {
      batch.remove(slot);
      batch.completed(table[static_cast<std::size_t>(slot)]);
    }
    return text;
  }

  TimeUs now_us = 0;
  InstancePolicies policies;
  std::vector<ActiveRequest> table;
  KvCache kv;
  WaitingQueue waiting;
  PrefixLoads loads{table, kv};
  RunningBatch batch{table, waiting, kv, loads};
  StepInFlight step;
  StepWork work;
};

}  // namespace servesweep::engine
