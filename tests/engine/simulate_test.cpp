#include "engine/simulate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>

#include "engine/base/problem.h"
#include "engine/cluster/observers.h"
#include "engine/policy/registry.h"
#include "tests/engine/random/dice.h"
#include "tests/engine/workload_builder.h"

namespace simulate_test {

using namespace servesweep::engine;

namespace {

struct Outcome {
  Summary summary;
  std::vector<RequestRecord> records;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome run(Simulator& simulator, const Scenario& scenario, const Workload& workload) {
  Outcome outcome;
  outcome.records.resize(workload.requests.size());
  simulator.configure(scenario);
  outcome.summary = simulator.run(workload, outcome.records);
  return outcome;
}

template <class Base>
std::string any_policy(const Registry<Base>& registry, Dice& dice) {
  const std::vector<std::string> names = registry.names();
  return names[static_cast<std::size_t>(dice.below(static_cast<std::int32_t>(names.size())))];
}

/// Either profile, as it is or with some switches turned.
void choose_profile(Scenario& scenario, Dice& dice) {
  scenario.follow(dice.chance(40) ? Profile::reference : Profile::vllm_v1);
  if (dice.chance(50)) return;
  ProfileSwitches& s = scenario.switches;
  if (s.effects_at_step_end) s.async_scheduling = dice.chance(50);
  if (!s.effects_at_step_end) s.refuse_oversized = dice.chance(50);
  for (bool* each : {&s.full_sequence_gate, &s.recompute_last_token, &s.unhashed_blocks_first,
                     &s.keep_duplicates, &s.skip_last_token_kv, &s.null_block, &s.free_empty_steps,
                     &s.real_time_accounting}) {
    if (dice.chance(20)) *each = !*each;
  }
  if (s.effects_at_step_end) s.real_time_accounting = true;
}

/// The reference's tier, or up to two that hold copies.
void choose_tiers(Scenario& scenario, Dice& dice) {
  scenario.offload.policy = any_policy(offload_policies(), dice);
  if (scenario.offload.policy == "threshold") {
    scenario.offload.parameters["threshold"] = 0.1 * dice.below(11);
    return;
  }
  if (scenario.offload.policy == "look-ahead") {
    scenario.offload.parameters["window"] = 1.0 * dice.below(8);
    scenario.offload.parameters["concurrency"] = 1.0 * dice.between(1, 4);
    scenario.offload.parameters["defer_steps"] = 1.0 * dice.below(5);
    scenario.offload.parameters["min_lookups"] = 1.0 * dice.between(1, 2);
    scenario.offload.parameters["protect"] = dice.chance(50);
  } else {
    scenario.offload.parameters["prefetch"] = dice.chance(50);
    scenario.offload.parameters["defer"] = dice.chance(50);
  }
  scenario.offload.parameters["load_factor"] = 1e9;
  scenario.kv.cpu_blocks = 0;
  for (std::int32_t n = dice.between(1, 2); n > 0; --n) {
    scenario.kv.tiers.push_back({.name = n == 1 ? "disk" : "cpu",
                                 .blocks = dice.between(1, 60),
                                 .tokens_per_us = 0.01 * dice.between(1, 100),
                                 .base_us = dice.below(500),
                                 .serial = dice.chance(50)});
  }
}

/// Small memory, small budgets, all policies: whatever makes an engine stumble.
Scenario any_scenario(Dice& dice) {
  Scenario scenario;
  choose_profile(scenario, dice);
  scenario.instances = dice.between(1, 3);
  scenario.latency.alpha = {dice.chance(50) ? 0.0 : 50.0, 0.5 * dice.below(3), 1.0 * dice.below(9)};
  scenario.latency.beta = {1.0 + dice.below(100), 0.25 * dice.below(8), 0.5 * dice.below(4)};
  scenario.kv.block_tokens = dice.chance(20) ? 1 : dice.between(2, 16);
  scenario.kv.gpu_blocks = dice.between(3, 40);
  scenario.kv.cpu_blocks = dice.chance(50) ? 0 : dice.between(1, 30);
  scenario.kv.transfer_tokens_per_us = 1 + dice.below(10);
  scenario.kv.transfer_base_us = dice.below(20);
  scenario.batch.max_running = dice.between(1, 8);
  scenario.batch.max_tokens_per_step = dice.chance(30) ? dice.between(1, 8) : dice.between(8, 200);
  scenario.admission.policy =
      dice.chance(60) ? "always-admit" : any_policy(admission_policies(), dice);
  if (scenario.admission.policy == "slo-gated")
    scenario.admission.parameters["load_threshold"] = 2.0;
  scenario.routing.policy = any_policy(routing_policies(), dice);
  if (scenario.routing.policy == "weighted" && dice.chance(60)) {
    for (const std::string& name : scorers().names()) {
      scenario.routing.scorers.push_back(
          {.policy = name, .parameters = {{"weight", 1.0 + dice.below(3)}}, .scorers = {}});
    }
    scenario.routing.scorers[0].parameters["capacity_blocks"] = 1.0 + dice.below(30);
  }
  scenario.scheduling.policy = any_policy(scheduling_policies(), dice);
  scenario.priority.policy = any_policy(priority_policies(), dice);
  scenario.chunking.policy = any_policy(chunking_policies(), dice);
  scenario.preemption.policy = any_policy(preemption_policies(), dice);
  if (dice.chance(50)) scenario.reservation.policy = any_policy(reservation_policies(), dice);
  if (scenario.chunking.policy == "fixed") {
    scenario.chunking.parameters["tokens"] = 1.0 * dice.below(40);
  } else if (scenario.chunking.policy == "per-class") {
    scenario.chunking.parameters["critical_tokens"] = 1.0 * dice.below(20);
    scenario.chunking.parameters["sheddable_tokens"] = 1.0 * dice.below(20);
  }
  scenario.eviction.policy = any_policy(eviction_policies(), dice);
  choose_tiers(scenario, dice);
  if (scenario.scheduling.policy == "shortest-remaining-predicted" ||
      scenario.reservation.policy == "full-output" || dice.chance(30)) {
    scenario.predictor.kind = PredictorSpec::Kind::lognormal;
  }
  if (scenario.eviction.policy == "clairvoyant-eviction") {
    scenario.predictor.kind = PredictorSpec::Kind::oracle;
  }
  scenario.admission_latency_us = dice.chance(50) ? 0 : dice.below(50);
  scenario.routing_latency_us = dice.chance(50) ? 0 : dice.below(50);
  scenario.signal_refresh_us = dice.chance(50) ? 0 : dice.below(2000);
  return scenario;
}

/// Bursts, ties, prompts and outputs around the size of the memory, shared content.
Workload any_workload(Dice& dice) {
  WorkloadBuilder builder;
  TimeUs now_us = 0;
  const std::int32_t longest = dice.between(5, 200);
  for (std::int32_t i = dice.between(1, 60); i > 0; --i) {
    now_us += dice.chance(50) ? 0 : dice.below(400);
    WorkloadBuilder::Row row{.arrival_us = now_us,
                             .input_tokens = dice.between(1, longest),
                             .output_tokens = dice.below(longest),
                             .tier = static_cast<SloTier>(dice.below(3)),
                             .tenant = dice.below(2)};
    const std::int32_t kind = dice.below(4);
    if (kind == 1 && row.input_tokens > 20) row.content = {{ChainId(0), 20}};
    if (kind == 2) row.content = {{ChainId(1), kAllFurtherTokens}};
    if (kind == 3 && row.input_tokens > 20) {
      row.content = {{ChainId(0), 20}, {ChainId(2), kAllFurtherTokens}};
    }
    builder.add(row);
  }
  return builder.build();
}

/// What must hold for each request, whatever the policies did.
void check_record(const RequestRecord& record, const Request& request, const Scenario& scenario) {
  CHECK(record.arrival_us == request.arrival_us);
  const auto overhead_us = static_cast<TimeUs>(scenario.latency.alpha[2]);
  if (record.routed_us != kNever) {
    CHECK(record.routed_us ==
          record.arrival_us + scenario.admission_latency_us + scenario.routing_latency_us);
  }
  if (record.enqueued_us != kNever) CHECK(record.enqueued_us >= record.routed_us);
  if (record.first_scheduled_us != kNever) {
    CHECK(record.first_scheduled_us >= record.enqueued_us);
    CHECK(record.last_scheduled_us >= record.first_scheduled_us);
    CHECK(record.cached_tokens_first >= 0);
    CHECK(record.cached_tokens_first <= record.input_tokens);
  }
  if (record.ttft_us != kNever) {
    CHECK(record.ttft_us > record.first_scheduled_us - record.arrival_us);
  }
  CHECK(record.itl_count <= std::max(record.output_tokens, 1));
  if (record.status != RequestStatus::completed) return;
  CHECK(record.e2e_us == record.ttft_us + record.itl_sum_us);
  CHECK(record.breakdown.sum_us() == record.e2e_us);
  const LatencyBreakdown& parts = record.breakdown;
  for (const TimeUs part_us :
       {parts.gateway_us, parts.delivery_us, parts.wait_step_us, parts.wait_budget_us,
        parts.wait_slots_us, parts.wait_memory_us, parts.wait_order_us, parts.load_us,
        parts.prefill_us, parts.chunking_us, parts.batching_us, parts.preemption_us,
        parts.decode_us, parts.output_us}) {
    CHECK(part_us >= 0);
  }
  const std::int32_t tokens = std::max(record.output_tokens, 1);
  const TimeUs on_the_clock_us =
      record.finish_step_us + record.finish_step_length_us - record.arrival_us;
  if (scenario.switches.real_time_accounting) {
    CHECK(record.itl_count == tokens - 1);
    CHECK(record.e2e_us == on_the_clock_us + overhead_us);
  } else {  // the overhead of each token, and the last step once more
    CHECK(record.itl_count == tokens);
    CHECK(record.e2e_us ==
          on_the_clock_us + record.finish_step_length_us + overhead_us * (tokens + 1));
  }
}

void check_conservation(const Outcome& outcome, const Workload& workload) {
  const Summary& s = outcome.summary;
  const auto requests = static_cast<std::int64_t>(workload.requests.size());
  CHECK(s.requests == requests);
  CHECK(s.completed + s.waiting + s.running + s.rejected + s.dropped + s.unrouted == requests);
  std::int64_t completed = 0, dropped = 0, preemptions = 0, gaps = 0, gap_sum_us = 0;
  for (std::size_t i = 0; i < outcome.records.size(); ++i) {
    CHECK(outcome.records[i].request == RequestId(static_cast<std::int32_t>(i)));
    completed += outcome.records[i].status == RequestStatus::completed;
    dropped += outcome.records[i].status == RequestStatus::dropped;
    preemptions += outcome.records[i].preemptions;
    if (outcome.records[i].status != RequestStatus::completed) continue;
    gaps += outcome.records[i].itl_count;
    gap_sum_us += outcome.records[i].itl_sum_us;
  }
  CHECK(s.completed == completed);
  CHECK(s.dropped == dropped);
  CHECK(s.preemptions == preemptions);
  CHECK(s.itl.count == gaps);
  CHECK(s.itl.mean_us * static_cast<double>(gaps) ==
        doctest::Approx(static_cast<double>(gap_sum_us)));
}

/// The Problem of an invalid scenario, as text; "" if it is valid.
std::string problem_of(const std::function<void(Scenario&)>& change) {
  Scenario scenario;
  scenario.follow(Profile::reference);
  scenario.latency.beta[0] = 100;
  change(scenario);
  try {
    validate(scenario);
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "";
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("simulate: any scenario ends, and loses neither requests nor blocks") {
  Simulator simulator;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const Scenario scenario = any_scenario(dice);
    const Workload workload = any_workload(dice);
    const Outcome outcome = run(simulator, scenario, workload);
    check_conservation(outcome, workload);
    CHECK(outcome.summary.waiting + outcome.summary.running + outcome.summary.unrouted == 0);
    for (std::size_t i = 0; i < outcome.records.size(); ++i) {
      check_record(outcome.records[i], workload.requests[i], scenario);
    }
    for (const InstanceSummary& instance : outcome.summary.instances) {
      CHECK(instance.used_blocks == 0);
      CHECK(instance.peak_blocks <= scenario.kv.gpu_blocks);
    }
  }
}

TEST_CASE("simulate: a horizon cuts the same run short") {
  Simulator simulator;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Scenario scenario = any_scenario(dice);
    const Workload workload = any_workload(dice);
    const Outcome whole = run(simulator, scenario, workload);
    scenario.horizon_us = 1 + dice.below(static_cast<std::int32_t>(whole.summary.end_us + 10));
    const Outcome cut = run(simulator, scenario, workload);
    check_conservation(cut, workload);
    CHECK(cut.summary.end_us <= scenario.horizon_us);
    for (std::size_t i = 0; i < cut.records.size(); ++i) {
      const RequestRecord &early = cut.records[i], &late = whole.records[i];
      check_record(early, workload.requests[i], scenario);
      if (early.status == RequestStatus::completed) CHECK(early == late);
      if (early.ttft_us != kNever) CHECK(early.ttft_us == late.ttft_us);
      if (late.finish_step_us > scenario.horizon_us) {
        CHECK(early.status != RequestStatus::completed);
      }
    }
  }
}

TEST_CASE("simulate: the same scenario gives the same records whatever was run before") {
  std::vector<Scenario> scenarios;
  std::vector<Workload> workloads;
  std::vector<Outcome> fresh;
  for (std::uint64_t seed = 1000; seed < 1030; ++seed) {
    Dice dice(seed);
    scenarios.push_back(any_scenario(dice));
    workloads.push_back(any_workload(dice));
    Simulator simulator;
    fresh.push_back(run(simulator, scenarios.back(), workloads.back()));
  }
  Simulator reused;
  for (std::size_t i = scenarios.size(); i-- > 0;) {
    CHECK(run(reused, scenarios[i], workloads[i]) == fresh[i]);
    Outcome again;  // without configuring anew
    again.records.resize(workloads[i].requests.size());
    again.summary = reused.run(workloads[i], again.records);
    CHECK(again == fresh[i]);
    CHECK(reused.run(workloads[i]) == fresh[i].summary);
  }
}

TEST_CASE("simulate: observers do not change anything") {
  struct Counter : StepObserver, DecisionObserver {
    std::int64_t steps = 0, decisions = 0;
    std::size_t instances = 0;
    void step(const StepRow&) override { ++steps; }
    void decision(const DecisionRow& row) override {
      ++decisions;
      CHECK(row.regret >= 0);
      CHECK(row.regret == doctest::Approx(row.best_score - row.chosen_score));
      CHECK(row.chosen_score == row.scores[row.instance.index()]);
      CHECK(row.best_score == *std::ranges::max_element(row.scores));
      CHECK(row.scores.size() == instances);
    }
  };
  Dice dice(7);
  for (int i = 0; i < 20; ++i) {
    const Scenario scenario = any_scenario(dice);
    const Workload workload = any_workload(dice);
    Simulator simulator;
    simulator.configure(scenario);
    Counter counter;
    counter.instances = static_cast<std::size_t>(scenario.instances);
    const Summary observed =
        simulator.run(workload, {}, {.steps = &counter, .decisions = &counter});
    CHECK(observed == simulator.run(workload));
    std::int64_t steps = 0;
    for (const InstanceSummary& instance : observed.instances) steps += instance.steps;
    CHECK(counter.steps == steps);
    CHECK(counter.decisions == observed.requests - observed.rejected);
  }
}

TEST_CASE("simulate: an empty workload is a run without events") {
  Simulator simulator;
  Scenario scenario;
  scenario.follow(Profile::reference);
  scenario.latency.beta[0] = 100;
  const Outcome outcome = run(simulator, scenario, WorkloadBuilder().build());
  CHECK(outcome.summary.requests == 0);
  CHECK(outcome.summary.end_us == 0);
  CHECK(outcome.summary.requests_per_s == 0);
  CHECK(outcome.summary.ttft.count == 0);
}

TEST_CASE("validate: names the field of each number that is out of range") {
  CHECK(problem_of([](Scenario&) {}).empty());
  using Change = std::function<void(Scenario&)>;
  const std::vector<std::pair<std::string, Change>> cases{
      {"instances: 0", [](Scenario& s) { s.instances = 0; }},
      {"instances: 100001", [](Scenario& s) { s.instances = 100001; }},
      {"latency.alpha: -1", [](Scenario& s) { s.latency.alpha[1] = -1; }},
      {"latency.alpha: nan", [](Scenario& s) { s.latency.alpha[2] = kNan; }},
      {"latency.alpha: inf", [](Scenario& s) { s.latency.alpha[0] = kInfinity; }},
      {"latency.beta: -0.5", [](Scenario& s) { s.latency.beta[2] = -0.5; }},
      {"latency.beta: 0.5 is too small", [](Scenario& s) { s.latency.beta[0] = 0.5; }},
      {"kv.block_tokens: 0", [](Scenario& s) { s.kv.block_tokens = 0; }},
      {"kv.gpu_blocks: -3", [](Scenario& s) { s.kv.gpu_blocks = -3; }},
      {"kv.cpu_blocks: -1", [](Scenario& s) { s.kv.cpu_blocks = -1; }},
      {"kv.transfer_tokens_per_us: 0", [](Scenario& s) { s.kv.transfer_tokens_per_us = 0; }},
      {"kv.transfer_tokens_per_us: nan", [](Scenario& s) { s.kv.transfer_tokens_per_us = kNan; }},
      {"kv.transfer_base_us: -1", [](Scenario& s) { s.kv.transfer_base_us = -1; }},
      {"kv.tiers.disk.blocks: 0", [](Scenario& s) { s.kv.tiers = {{.name = "disk"}}; }},
      {"kv.tiers.cpu.tokens_per_us: 0",
       [](Scenario& s) { s.kv.tiers = {{.name = "cpu", .blocks = 1, .tokens_per_us = 0}}; }},
      {"kv.tiers.cpu.base_us: -1",
       [](Scenario& s) { s.kv.tiers = {{.name = "cpu", .blocks = 1, .base_us = -1}}; }},
      {"batch.max_running: 0", [](Scenario& s) { s.batch.max_running = 0; }},
      {"batch.max_tokens_per_step: 0", [](Scenario& s) { s.batch.max_tokens_per_step = 0; }},
      {"admission_latency_us: -1", [](Scenario& s) { s.admission_latency_us = -1; }},
      {"routing_latency_us: -1", [](Scenario& s) { s.routing_latency_us = -1; }},
      {"signal_refresh_us: -1", [](Scenario& s) { s.signal_refresh_us = -1; }},
      {"horizon_us: 0", [](Scenario& s) { s.horizon_us = 0; }}};
  for (const auto& [expected, change] : cases) {
    const std::string message = problem_of(change);
    CAPTURE(expected);
    CAPTURE(message);
    CHECK(message.starts_with(expected));
    CHECK(message.find("; give") != std::string::npos);
  }
}

TEST_CASE("validate: names the extension point of an unknown policy") {
  using Change = std::function<void(Scenario&)>;
  const std::vector<std::pair<std::string, Change>> cases{
      {"admission", [](Scenario& s) { s.admission.policy = "alway-admit"; }},
      {"routing", [](Scenario& s) { s.routing.policy = "round-robbin"; }},
      {"scheduling", [](Scenario& s) { s.scheduling.policy = "fcsf"; }},
      {"priority", [](Scenario& s) { s.priority.policy = "slo-tierd"; }},
      {"chunking", [](Scenario& s) { s.chunking.policy = "fixd"; }},
      {"preemption", [](Scenario& s) { s.preemption.policy = "tial"; }},
      {"reservation", [](Scenario& s) { s.reservation.policy = "futur-peak"; }},
      {"eviction", [](Scenario& s) { s.eviction.policy = "lur"; }},
      {"offload", [](Scenario& s) { s.offload.policy = "treshold"; }}};
  for (const auto& [field, change] : cases) {
    const std::string message = problem_of(change);
    CAPTURE(message);
    CHECK(message.starts_with(field + ": unknown policy '"));
    CHECK(message.find("did you mean '") != std::string::npos);
  }
}

TEST_CASE("simulate: unusable requests are refused by number") {
  Simulator simulator;
  Scenario scenario;
  scenario.follow(Profile::reference);
  scenario.latency.beta[0] = 100;
  simulator.configure(scenario);
  const auto refused = [&](const WorkloadBuilder& builder) -> std::string {
    const Workload workload = builder.build();
    try {
      static_cast<void>(simulator.run(workload));
    } catch (const Problem& problem) {
      return problem.where();
    }
    return "";
  };
  constexpr std::int32_t kHuge = std::numeric_limits<std::int32_t>::max();
  CHECK(refused(WorkloadBuilder().add({0, 1, 0})).empty());
  CHECK(refused(WorkloadBuilder().add({0, 1, 1}).add({1, 0, 1})) == "request 1");
  CHECK(refused(WorkloadBuilder().add({0, 1, -1})) == "request 0");
  CHECK(refused(WorkloadBuilder().add({5, 1, 1}).add({4, 1, 1})) == "request 1");
  CHECK(refused(WorkloadBuilder().add({-1, 1, 1})) == "request 0");
  CHECK(refused(WorkloadBuilder().add({0, kHuge, 1})) == "request 0");
  CHECK(refused(WorkloadBuilder().add({0, 1, kHuge})) == "request 0");
  CHECK(refused(WorkloadBuilder().add({kForever, 1, 1})) == "request 0");
}

TEST_CASE("simulate: think times are in no order, arrivals around them are") {
  Simulator simulator;
  Scenario scenario;
  scenario.latency.beta[0] = 100;
  simulator.configure(scenario);
  Workload workload = WorkloadBuilder().add({50, 1, 1}).add({3, 1, 1}).add({60, 1, 1}).build();
  workload.requests[1].follows = RequestId(0);
  workload.closed_loop = true;
  CHECK_NOTHROW(static_cast<void>(simulator.run(workload)));
  workload.requests[2].arrival_us = 40;
  CHECK_THROWS_AS(static_cast<void>(simulator.run(workload)), Problem);
  workload.requests[2].arrival_us = 60;
  workload.requests[1].arrival_us = -1;
  CHECK_THROWS_AS(static_cast<void>(simulator.run(workload)), Problem);
}

TEST_CASE("validate: refuses coefficients whose steps would not fit into 64 bits of µs") {
  CHECK(problem_of([](Scenario& s) { s.latency.beta[1] = 1e12; }).starts_with("latency.beta: "));
  CHECK(problem_of([](Scenario& s) { s.latency.alpha[1] = 1e12; }).starts_with("latency.alpha: "));
}

TEST_CASE("simulate: after a scenario was refused another one can be configured") {
  Simulator simulator;
  Scenario scenario;
  scenario.follow(Profile::reference);
  CHECK_THROWS_AS(simulator.configure(scenario), Problem);  // no step cost
  scenario.latency.beta[0] = 100;
  const Outcome outcome = run(simulator, scenario, WorkloadBuilder().add({0, 5, 5}).build());
  CHECK(outcome.summary.completed == 1);
}

}  // namespace simulate_test
