#include <doctest/doctest.h>

#include "engine/cluster/observers.h"
#include "engine/simulate.h"
#include "tests/engine/latency/shapes.h"
#include "tests/engine/oracle/random_case.h"
#include "tests/property.h"

namespace watched_test {

// Unwatched, an instance takes quiet turns in strides, and in a closed loop lags behind until it
// may complete a request. Nothing may change when a StepObserver, who is shown every step, looks
// on: neither records nor sums nor what routers decide.

using namespace servesweep::engine;
using namespace servesweep::engine::oracle;

namespace {

class Watcher : public StepObserver {
 public:
  void step(const StepRow&) override {}
  [[nodiscard]] bool wants_shares() const override { return true; }
};

struct Decision {
  RequestId request;
  TimeUs clock_us;
  InstanceId instance;
  double regret, best_score, chosen_score;
  bool operator==(const Decision&) const = default;
};

class Decisions : public DecisionObserver {
 public:
  void decision(const DecisionRow& row) override {
    rows.push_back({.request = row.request,
                    .clock_us = row.clock_us,
                    .instance = row.instance,
                    .regret = row.regret,
                    .best_score = row.best_score,
                    .chosen_score = row.chosen_score});
  }
  std::vector<Decision> rows;
};

/// What differs between a run that is watched and one that is not; "" if nothing does.
std::string difference(Simulator& simulator, const Scenario& scenario, const Workload& workload) {
  const std::size_t requests = workload.requests.size();
  std::vector<RequestRecord> watched_records(requests), records(requests);
  Decisions watched_decisions, decisions;
  Watcher watcher;
  simulator.configure(scenario);
  const Summary watched = simulator.run(workload, watched_records,
                                        {.steps = &watcher, .decisions = &watched_decisions});
  const Summary summary = simulator.run(workload, records, {.decisions = &decisions});
  if (decisions.rows != watched_decisions.rows) return "other decisions";
  if (records != watched_records) return "other records";
  return summary == watched ? "" : "another summary";
}

// ------------------------------------------------------------------------------------ random cases

PolicySpec plain(const char* policy) {
  return {.policy = policy, .parameters = {}, .scorers = {}};
}

/// The case's number chooses who could notice inside an instance …
void set_instance(Scenario& scenario, std::size_t number) {
  scenario.kv.gpu_blocks *= 1 + static_cast<std::int32_t>(number % 4);
  if (number % 2 == 0) scenario.latency.beta[1] = 0;  // lengths tell no prompts
  if (number % 5 == 0) {
    scenario.latency.roofline = RooflineSpec{
        .shape = kTinyShape,
        .hardware = {.peak_tflops = 1e-3, .bandwidth_tb_per_s = 1e-5, .link_gb_per_s = 1},
        .tensor_parallel = 1,
        .form = kSinglePassForm};
    if (number % 2 == 0) scenario.latency.roofline->form = kReferenceForm;
  }
  if (number % 4 == 1) scenario.chunking = plain("adaptive-load");
  if (number % 4 == 2) {
    scenario.eviction = plain("reuse-value");
    scenario.eviction.parameters["half_life_us"] = 1000.0;
  }
  if (number % 4 == 0) {  // a bound, which knows the future
    scenario.eviction = plain("clairvoyant-eviction");
    scenario.predictor.kind = PredictorSpec::Kind::oracle;
  }
  const bool has_tiers = !scenario.kv.tiers.empty();
  if (!has_tiers && number % 3 == 1) {  // the reference's CPU tier: transfers lengthen steps
    scenario.kv.cpu_blocks = scenario.kv.gpu_blocks;
    scenario.kv.transfer_tokens_per_us = 0.5;
    scenario.kv.transfer_base_us = 7;
    scenario.offload.parameters["threshold"] = 0.3;
  }
  if (!has_tiers && number % 3 == 2) {
    const auto small = scenario.kv.gpu_blocks / 2 + 1;
    scenario.kv.tiers = {
        {.name = "cpu", .blocks = small, .tokens_per_us = 0.3, .base_us = 5},
        {.name = "disk", .blocks = 2 * small, .tokens_per_us = 0.1, .base_us = 50, .serial = true}};
    scenario.offload.policy = number % 2 == 0 ? "write-through" : "look-ahead";
  }
  if (number % 7 == 0) scenario.horizon_us = 5000;
  if (number % 7 == 3) scenario.scheduling = plain("earliest-deadline");
  if (number % 7 == 4) scenario.scheduling = plain("reverse-priority");
  if (number % 7 == 5) scenario.scheduling = plain("deficit-round-robin");
}

/// … and its prefix who could in front of them.
void set_gateway(Scenario& scenario, std::size_t number, std::int32_t prefix_tokens) {
  scenario.instances = 1 + static_cast<std::int32_t>(number % 3);
  scenario.admission_latency_us = prefix_tokens % 4 * 10;
  scenario.routing_latency_us = prefix_tokens % 5 * 10;
  if (prefix_tokens % 2 == 0) scenario.signal_refresh_us = 30 * prefix_tokens;
  if (number % 4 == 0) scenario.routing = plain("least-loaded");
  if (number % 4 == 3) {
    scenario.routing = plain("weighted");
    scenario.routing.scorers = {plain("precise-prefix"), plain("queue-depth")};
    scenario.cache_event_delay_us = 300;
  }
}

/// Chains of `turns` requests, each sent when the one before it is served, half of them at once.
void close_loop(Workload& workload, std::size_t turns) {
  workload.closed_loop = true;
  for (std::size_t i = 1; i < workload.requests.size(); ++i) {
    if (i % turns == 0) continue;
    workload.requests[i].follows = RequestId(static_cast<std::int32_t>(i) - 1);
    workload.requests[i].arrival_us = i % 4 < 2 ? 0 : static_cast<TimeUs>(i * 37 % 300);
  }
}

std::string difference_if_watched(Simulator& simulator, const RandomCase& random_case) {
  Scenario scenario = random_case.scenario;
  set_instance(scenario, random_case.requests.size());
  set_gateway(scenario, random_case.requests.size(), random_case.prefix_tokens);
  Workload workload = random_case.workload();
  for (std::size_t i = 0; i < workload.requests.size(); ++i) {
    if (i % 3 != 2) workload.requests[i].output_tokens *= 20;  // or nothing is quiet
  }
  if (random_case.prefix_tokens % 3 != 1) {
    close_loop(workload, 2 + static_cast<std::size_t>(random_case.prefix_tokens) % 5);
  }
  return difference(simulator, scenario, workload);
}

// ------------------------------------------------------------------------- routers that know
// caches

std::int32_t between(std::int32_t lowest, std::int32_t highest) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(lowest, highest + 1));
}

bool chance(std::int32_t percent) {
  return between(0, 99) < percent;
}

/// Instances with so little memory that decodes evict what routers believe to be cached, and late
/// news of it.
Scenario directory_scenario() {
  Scenario scenario;
  scenario.follow(chance(30) ? Profile::reference : Profile::vllm_v1);
  if (chance(40)) scenario.switches.async_scheduling = false;
  scenario.instances = between(2, 3);
  scenario.latency.beta = {1.0 * between(1, 60), 0.25 * between(0, 4), 0.5 * between(0, 2)};
  scenario.kv.block_tokens = between(1, 4);
  scenario.kv.gpu_blocks = between(15, 60);
  scenario.batch.max_running = between(2, 6);
  scenario.batch.max_tokens_per_step = between(8, 64);
  scenario.routing = plain("weighted");
  scenario.routing.scorers = {plain("precise-prefix")};
  if (chance(30)) scenario.routing.scorers.push_back(plain("queue-depth"));
  scenario.cache_event_delay_us = between(1, 1500);
  if (chance(50)) scenario.signal_refresh_us = between(1, 500);
  return scenario;
}

/// Short and long answers to prompts that share a few chains.
Workload shared_chains(const KvSpec& kv) {
  const std::int32_t tokens = kv.gpu_blocks * kv.block_tokens;
  const std::int32_t chains = between(2, 5);
  WorkloadBuilder builder;
  TimeUs now_us = 0;
  for (std::int32_t i = between(10, 50); i > 0; --i) {
    now_us += between(0, 900);
    const std::int32_t input_tokens = between(1, tokens / 3);
    builder.add({.arrival_us = now_us,
                 .input_tokens = input_tokens,
                 .output_tokens = chance(70) ? between(1, 5) : between(1, tokens / 2),
                 .content = {{ChainId(between(0, chains - 1)),
                              chance(50) ? kAllFurtherTokens : input_tokens}}});
  }
  return builder.build();
}

}  // namespace

TEST_CASE("watched: whether anybody watches the steps changes nothing") {
  for (const CaseKind kind :
       {CaseKind::reference, CaseKind::vllm_synchronous, CaseKind::vllm_asynchronous,
        CaseKind::mixture, CaseKind::loads_synchronous, CaseKind::loads_asynchronous}) {
    Simulator simulator;
    check_cases(kind, 500, [&](const RandomCase& random_case) {
      return difference_if_watched(simulator, random_case);
    });
  }
}

TEST_CASE("watched: routers hear of evictions by quiet turns at the same time") {
  Simulator simulator;
  servesweep::check_property(
      [&] {
        const Scenario scenario = directory_scenario();
        const std::string text = difference(simulator, scenario, shared_chains(scenario.kv));
        if (!text.empty()) RC_FAIL(text);
      },
      300);
}

}  // namespace watched_test
