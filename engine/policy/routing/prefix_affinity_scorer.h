#pragma once

#include <vector>

#include "engine/policy/routing/prefix_index.h"
#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Share of the prompt's full blocks that the router believes the instance has cached, from an
/// approximate index of its own past decisions.
class PrefixAffinityScorer : public Scorer {
 public:
  explicit PrefixAffinityScorer(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  void score(const ClusterView& view, std::span<double> scores) override;
  void routed(const ClusterView& view, InstanceId chosen) override;
  [[nodiscard]] std::int32_t expected_cached_tokens(InstanceId instance) const override {
    return expected_tokens_per_block_ * matched_[instance.index()];
  }

 private:
  std::int32_t capacity_blocks_;
  std::int32_t expected_tokens_per_block_ = 0;  ///< 0: the last prompt had no full block
  bool fresh_ = true;  ///< the index awaits the block size, which the first view tells
  PrefixIndex index_;
  std::vector<std::int32_t> matched_;
};

}  // namespace servesweep::engine
