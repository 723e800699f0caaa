#include "engine/policy/latency_prediction.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace latency_prediction_test {

using namespace servesweep::engine;

namespace {

LatencyPrediction prediction(bool reported) {
  const PolicyInfo info{.name = "predictor",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = {LatencyPrediction::parameter()}};
  return LatencyPrediction(Parameters(
      {.policy = "predictor", .parameters = {{"reported", reported}}, .scorers = {}}, info, "f"));
}

}  // namespace

// A step takes 7000 + 20 per prompt token + 3 per decoding request, and holds 2048 tokens.

TEST_CASE("LatencyPrediction: an idle instance needs one step, even for nothing") {
  const ViewedCluster cluster{.load = {0}, .used_kv_blocks = {}};
  CHECK(prediction(false).ttft_us(cluster.at(0), 0, 100) == 9000);
  CHECK(prediction(false).ttft_us(cluster.at(0), 0, 0) == 7000);
  CHECK(prediction(false).ttft_us(cluster.at(0), 0, 2048) == 7000 + 40960);
  CHECK(prediction(false).ttft_us(cluster.at(0), 0, 2049) == 14000 + 40980);
}

TEST_CASE("LatencyPrediction: rest of the step, steps of the budget, work in front") {
  ViewedCluster cluster{.load = {50}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {4000};
  cluster.reports = {{.decoding = 48, .backlog_tokens = 1000, .step_start_us = -2144}};
  // 2000 tokens per step: 4100 take 3 steps of 7144, 4100·20 of work, 4000 until the step ends.
  CHECK(prediction(false).ttft_us(cluster.at(1000), 0, 100) == 4000 + 21432 + 82000);
  CHECK(prediction(false).ttft_us(cluster.at(6000), 0, 100) == 21432 + 82000);
  CHECK(prediction(true).ttft_us(cluster.at(6000), 0, 100) == 7144 + 22000);
  cluster.reports[0].step_start_us = kNever;
  cluster.reports[0].decoding = 5000;  // no token of the step is left: one all the same
  CHECK(prediction(true).ttft_us(cluster.at(6000), 0, 0) == 1000 * 22000.0 + 20000);
}

TEST_CASE("LatencyPrediction: from the arrival to the first token on the best instance") {
  ViewedCluster cluster{.load = {1, 1, 1}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {300, 100, 200};
  cluster.request.arrival_us = 1000;
  CHECK(prediction(false).first_token_us(cluster.at(1500), 50) == 500 + 7000 + 20 * 150);
  cluster.inflight_prefill_tokens = {0, 100, 200};
  CHECK(prediction(false).first_token_us(cluster.at(1500), 50) == 500 + 7000 + 20 * 50);
}

TEST_CASE("LatencyPrediction: a token takes a step shared with those decoding") {
  ViewedCluster cluster{.load = {0, 9}, .used_kv_blocks = {}};
  cluster.reports = {{}, {.decoding = 9}};
  CHECK(LatencyPrediction::tpot_us(cluster.at(0), 0) == 7003);
  CHECK(LatencyPrediction::tpot_us(cluster.at(0), 1) == 7030);
}

}  // namespace latency_prediction_test
