#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/kv/residency_index.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/workload/workload.h"

namespace servesweep::benchmark {

/// The dimensions of a routing decision.
struct RoutingSize {
  std::int32_t instances = 8;
  std::int32_t prefix_blocks = 64;  ///< shared by the requests of a prompt, and all cached
  std::int32_t extents = 1;         ///< content streams that the prefix consists of
};

/// A weighted router in steady state: all instances hold every prompt's prefix, and the prompts,
/// each with a prefix of its own, are asked for in turn.
class RoutingBench {
 public:
  /// `scorer`: prefix-affinity or precise-prefix, beside queue depth and KV use.
  RoutingBench(const std::string& scorer, RoutingSize size);

  /// Decides about `decisions` requests; returns a sum of choices that keeps them from being
  /// optimised away.
  std::int64_t decide(int decisions);

  /// Leading blocks that the router expects of the request decided last.
  [[nodiscard]] std::int32_t expected_tokens() const { return expected_tokens_; }

 private:
  void make_requests(RoutingSize size);
  void fill_directory(RoutingSize size);
  void fill_index(RoutingSize size);
  [[nodiscard]] engine::ClusterView view_of(std::size_t prompt) const;

  engine::Workload prompts_;
  std::unique_ptr<engine::RoutingPolicy> policy_;
  engine::ResidencyIndex directory_;
  std::vector<std::int32_t> load_;
  std::vector<std::int64_t> inflight_tokens_;
  std::vector<std::int32_t> used_kv_blocks_;
  std::vector<engine::InstanceReport> reports_;
  std::size_t next_ = 0;
  std::int32_t expected_tokens_ = 0;
};

}  // namespace servesweep::benchmark
