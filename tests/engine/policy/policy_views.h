#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/policy/registry.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// Request 0 with the facts that policies look at.
inline RequestFacts some_request(SloTier tier, std::int32_t input_tokens = 100,
                                 TimeUs arrival_us = 0) {
  RequestFacts facts;
  facts.id = RequestId(0);
  facts.arrival_us = arrival_us;
  facts.input_tokens = input_tokens;
  facts.tier = tier;
  return facts;
}

/// A cluster as policies see it, to be changed by tests; the view points into it.
struct ViewedCluster {
  std::vector<std::int32_t> load;
  mutable std::vector<std::int32_t> used_kv_blocks;
  mutable std::vector<std::int64_t> inflight_prefill_tokens{};
  mutable std::vector<InstanceReport> reports{};
  RequestFacts request = some_request(SloTier::standard);
  std::int32_t gpu_blocks = 100;

  StepCost cost{.fixed_us = 7000, .prefill_us_per_token = 20, .decode_us_per_request = 3};
  const CacheDirectory* directory = nullptr;

  [[nodiscard]] ClusterView at(TimeUs now_us) const {
    inflight_prefill_tokens.resize(load.size());
    used_kv_blocks.resize(load.size());
    reports.resize(load.size());
    return {.now_us = now_us,
            .request = request,
            .block_tokens = 16,
            .gpu_blocks = gpu_blocks,
            .max_running = 256,
            .max_tokens_per_step = 2048,
            .cost = cost,
            .load = load,
            .inflight_prefill_tokens = inflight_prefill_tokens,
            .used_kv_blocks = used_kv_blocks,
            .reports = reports,
            .directory = directory};
  }
};

template <class Base>
std::unique_ptr<Base> make_policy(
    const Registry<Base>& registry, const std::string& name,
    std::map<std::string, ParameterValue, std::less<>> parameters = {}) {
  return registry.create({.policy = name, .parameters = std::move(parameters), .scorers = {}},
                         "field");
}

}  // namespace servesweep::engine
