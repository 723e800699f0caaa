#include <doctest/doctest.h>

#include "engine/simulate.h"
#include "engine/workload/generator.h"
#include "tests/engine/run_rows.h"

namespace proactive_kv_test {

// Policies that manage KV memory ahead of time, end to end: each on the load it is made for.

using namespace servesweep::engine;

namespace {

/// A prompt token takes 20 µs, a step at least 5 ms; GPU memory holds 48,000 tokens.
Scenario one_instance(const char* eviction) {
  Scenario scenario;
  scenario.latency.beta = {5'000, 20, 20};
  scenario.kv.gpu_blocks = 3'000;
  scenario.eviction = {.policy = eviction, .parameters = {}, .scorers = {}};
  scenario.predictor.kind = PredictorSpec::Kind::oracle;
  return scenario;
}

/// Conversations of ten turns whose contexts grow by 500 tokens each.
ClientSpec conversations(double share, double think_us, SessionMode mode = SessionMode::closed) {
  ClientSpec client;
  client.id = "conversations";
  client.rate_fraction = share;
  client.input_tokens = ConstantLength{450};
  client.output_tokens = ConstantLength{50};
  client.session = SessionSpec{.rounds = ConstantLength{10},
                               .think_time_us = ExponentialDuration{think_us},
                               .accumulate_context = true,
                               .mode = mode};
  return client;
}

ClientSpec one_shot(double share, std::int64_t input_tokens) {
  ClientSpec client;
  client.id = "one-shot";
  client.rate_fraction = share;
  client.input_tokens = ConstantLength{input_tokens};
  client.output_tokens = ConstantLength{20};
  return client;
}

WorkloadSpec load_of(double per_s, std::vector<ClientSpec> clients) {
  WorkloadSpec spec;
  spec.requests_per_s = per_s;
  spec.horizon_us = 120'000'000;
  spec.clients = std::move(clients);
  return spec;
}

Summary run(const Scenario& scenario, const WorkloadSpec& spec, std::uint64_t seed = 1) {
  const Workload workload = generate(spec, seed);
  Simulator simulator;
  simulator.configure(scenario);
  return simulator.run(workload);
}

double hit_rate(const char* eviction, const WorkloadSpec& spec, std::uint64_t seed) {
  return run(one_instance(eviction), spec, seed).token_hit_rate;
}

Scenario tiered(const char* offload) {
  Scenario scenario = one_instance("lru");
  scenario.batch.max_running = 8;
  scenario.kv.tiers = {
      {.name = "cpu", .blocks = 40'000, .tokens_per_us = 0.2, .base_us = 1000, .serial = true}};
  scenario.offload = {.policy = offload, .parameters = {}, .scorers = {}};
  return scenario;
}

}  // namespace

TEST_CASE("proactive KV: look-ahead cuts the tail of first tokens behind a slow link and a queue") {
  const WorkloadSpec spec = load_of(1.6, {conversations(1, 15e6)});
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const Summary ahead = run(tiered("look-ahead"), spec, seed);
    const Summary plain = run(tiered("write-through"), spec, seed);
    CAPTURE(ahead.ttft.p99_us);
    CAPTURE(plain.ttft.p99_us);
    CHECK(ahead.ttft.p99_us < 0.95 * plain.ttft.p99_us);
  }
}

TEST_CASE("proactive KV: look-ahead is write-through where nobody waits") {
  // Three prefixes in turn, of which GPU memory holds one and a half.
  std::vector<WorkloadBuilder::Row> rows;
  for (std::int32_t i = 0; i < 30; ++i) {
    rows.push_back({.arrival_us = 1'000'000 * i,
                    .input_tokens = 2'100,
                    .output_tokens = 20,
                    .content = {{ChainId(i % 3), 2'000}}});
  }
  Scenario ahead = tiered("look-ahead"), plain = tiered("write-through");
  ahead.kv.gpu_blocks = plain.kv.gpu_blocks = 200;
  const Outcome expected = run_rows(plain, rows);
  CHECK(expected.summary.instances[0].reloaded_blocks == 27 * 125);
  CHECK(run_rows(ahead, rows).records == expected.records);
}

TEST_CASE("proactive KV: learned pinning keeps short pauses apart from one-shot traffic") {
  const WorkloadSpec spec = load_of(4.15, {conversations(0.036, 3e6), one_shot(0.964, 3'000)});
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    CHECK(hit_rate("learned-pinning", spec, seed) > hit_rate("lru", spec, seed) + 0.02);
  }
}

TEST_CASE("proactive KV: learned pinning is LRU where there are no conversations") {
  ClientSpec sharers = one_shot(1, 2'000);
  sharers.prefix_group = "instructions";
  sharers.prefix_tokens = 1'000;
  const WorkloadSpec spec = load_of(12, {sharers});
  CHECK(run(one_instance("learned-pinning"), spec) == run(one_instance("lru"), spec));
}

TEST_CASE("proactive KV: class reuse value keeps hot prefixes against a scan") {
  std::vector<ClientSpec> clients;
  for (const char* group : {"a", "b", "c", "d"}) {  // each sharer comes every five seconds
    ClientSpec sharers = one_shot(0.05, 100);
    sharers.id = sharers.prefix_group = group;
    sharers.prefix_tokens = 4'000;
    clients.push_back(sharers);
  }
  clients.push_back(one_shot(0.8, 3'000));
  const WorkloadSpec spec = load_of(4, clients);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    CHECK(hit_rate("class-reuse-value", spec, seed) > hit_rate("lru", spec, seed) + 0.01);
  }
}

TEST_CASE("proactive KV: no eviction policy beats the bound") {
  for (const SessionMode mode : {SessionMode::open, SessionMode::closed}) {
    const WorkloadSpec spec = load_of(1.2, {conversations(0.5, 12e6, mode), one_shot(0.5, 1'000)});
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const double bound = hit_rate("clairvoyant-eviction", spec, seed);
      for (const char* policy : {"lru", "reuse-value", "class-reuse-value", "ttl-pinning",
                                 "learned-pinning", "tail-optimised"}) {
        CAPTURE(policy);
        const double reached = hit_rate(policy, spec, seed);
        CHECK(bound >= reached);
        CHECK(reached < 0.8);  // there is something to evict
      }
      CHECK(bound > hit_rate("lru", spec, seed) + 0.02);
    }
  }
}

}  // namespace proactive_kv_test
