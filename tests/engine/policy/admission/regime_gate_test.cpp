#include "engine/policy/admission/regime_gate.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/policy/policy_views.h"
#include "tests/engine/run_rows.h"

namespace regime_gate_test {

using namespace servesweep::engine;

namespace {

constexpr int kRequests = 10'000;

/// Share of requests 0 … 9999 that are rejected, all at one moment.
double rejected(AdmissionPolicy& policy, ViewedCluster& cluster, SloTier tier) {
  policy.reset();
  cluster.request.tier = tier;
  int count = 0;
  for (std::int32_t i = 0; i < kRequests; ++i) {
    cluster.request.id = RequestId(i);
    if (!policy.admit(cluster.at(0))) ++count;
  }
  return static_cast<double>(count) / kRequests;
}

/// Prompts of no tokens to speak of; the slots decide: load / 256.
ViewedCluster filled(std::int32_t load) {
  ViewedCluster cluster{.load = {load}, .used_kv_blocks = {}};
  cluster.request.input_tokens = 1;
  return cluster;
}

/// One instance that works off 1,000 tokens in 23.4 ms. For 2 s a prompt of that many every 100 ms,
/// then one every 15 ms; critical and sheddable in turn.
Outcome calm_then_overloaded(const PolicySpec& admission) {
  Scenario scenario;
  scenario.latency.beta = {7000, 20, 3};
  scenario.admission = admission;
  std::vector<WorkloadBuilder::Row> rows;
  for (TimeUs now = 0; now < 4'000'000; now += now < 2'000'000 ? 100'000 : 15'000) {
    rows.push_back({.arrival_us = now,
                    .input_tokens = 1000,
                    .output_tokens = 2,
                    .tier = rows.size() % 2 == 0 ? SloTier::critical : SloTier::sheddable});
  }
  return run_rows(scenario, rows);
}

}  // namespace

TEST_CASE("RegimeGate: sheds given shares in overload, by tier") {
  const auto policy = make_policy(admission_policies(), "regime-gate",
                                  {{"sheddable_share", 0.6}, {"standard_share", 0.2}});
  ViewedCluster cluster = filled(300);
  const auto tolerance = [](double p) { return 4 * std::sqrt(p * (1 - p) / kRequests); };
  CHECK(std::abs(rejected(*policy, cluster, SloTier::sheddable) - 0.6) < tolerance(0.6));
  CHECK(std::abs(rejected(*policy, cluster, SloTier::standard) - 0.2) < tolerance(0.2));
  CHECK(rejected(*policy, cluster, SloTier::critical) == 0);
}

TEST_CASE("RegimeGate: everybody enters while it is calm or busy; shares of 0 and 1 are exact") {
  const auto policy = make_policy(admission_policies(), "regime-gate");
  ViewedCluster busy = filled(200), overloaded = filled(257);
  CHECK(rejected(*policy, busy, SloTier::sheddable) == 0);
  CHECK(rejected(*policy, overloaded, SloTier::sheddable) == 1);
  CHECK(rejected(*policy, overloaded, SloTier::standard) == 0);
  CHECK_THROWS_AS(make_policy(admission_policies(), "regime-gate", {{"sheddable_share", 1.1}}),
                  Problem);
}

TEST_CASE("RegimeGate: what it rejects keeps the pool overloaded") {
  const auto policy =
      make_policy(admission_policies(), "regime-gate", {{"ewma_us", 1e5}, {"dwell_us", 0.0}});
  ViewedCluster cluster = filled(0);
  cluster.request.tier = SloTier::sheddable;
  cluster.request.input_tokens = 1000;  // 1,000 per 10,000 us: 4.9 times what 48,000 us a step do
  bool admitted = true;
  for (TimeUs i = 0; i < 100; ++i) admitted = policy->admit(cluster.at(i * 10'000));
  CHECK_FALSE(admitted);
  CHECK(policy->admit(cluster.at(5'000'000)));  // arrivals stopped for 40 time constants
}

TEST_CASE("RegimeGate: relieves critical requests in overload and costs nobody anything before") {
  const Outcome open =
      calm_then_overloaded({.policy = "always-admit", .parameters = {}, .scorers = {}});
  const Outcome gated = calm_then_overloaded({.policy = "regime-gate",
                                              .parameters = {{"ewma_us", 2e5}, {"dwell_us", 0.0}},
                                              .scorers = {}});
  std::size_t rejected = 0;
  for (std::size_t i = 0; i < gated.records.size(); ++i) {
    const bool out = gated.records[i].status == RequestStatus::rejected;
    rejected += out;
    if (i < 20) CHECK_FALSE(out);
    if (i % 2 == 0) CHECK_FALSE(out);
  }
  // Of the 67 sheddable ones all but those before the average has risen.
  CHECK(rejected > 50);
  // The last critical request waits for a queue of 134·(1 − 15/23.4) prompts, or for hardly any.
  const std::size_t last = (open.records.size() - 1) / 2 * 2;
  CHECK(open.records[last].ttft_us > 800'000);
  CHECK(gated.records[last].ttft_us < 300'000);
}

}  // namespace regime_gate_test
