#pragma once

#include <vector>

#include "engine/policy/parameters.h"
#include "engine/policy/routing/prefix_index.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// What a router believes of the prefixes in the instances' caches. Approximate: an index of its
/// own decisions, written at dispatch, which knows nothing of evictions. Precise: the directory
/// that the caches' events feed, true but late.
class PrefixBelief {
 public:
  /// Reads the parameters `precise` and `capacity_blocks`.
  explicit PrefixBelief(const Parameters& parameters);
  /// `capacity_blocks` per instance of the approximate index; 0 = KV blocks of an instance.
  PrefixBelief(bool precise, std::int32_t capacity_blocks)
      : precise_(precise), capacity_blocks_(capacity_blocks) {}

  void reset(std::size_t instances);
  /// Looks the request up everywhere. Throws Problem if it is precise and the view has no
  /// directory.
  void look(const ClusterView& view);
  /// Remembers the decision.
  void routed(const ClusterView& view, InstanceId chosen);

  /// The following are about the request of the last look().
  [[nodiscard]] CacheMatch match(std::size_t instance) const {
    return precise_ ? matches_[instance] : CacheMatch{.gpu_blocks = cached_blocks_[instance]};
  }
  /// Leading full prompt blocks believed to be there, in any tier, per instance.
  [[nodiscard]] std::span<const std::int32_t> cached_blocks() const { return cached_blocks_; }
  /// Leading prompt tokens believed to be there, in any tier.
  [[nodiscard]] std::int32_t cached_tokens(std::size_t instance) const {
    return cached_blocks_[instance] * block_tokens_;
  }
  /// The rest of the prompt, which must be computed.
  [[nodiscard]] std::int32_t uncached_tokens(std::size_t instance) const {
    return input_tokens_ - cached_tokens(instance);
  }
  /// Full blocks of the prompt.
  [[nodiscard]] std::int32_t full_blocks() const { return input_tokens_ / block_tokens_; }
  /// Share of the full blocks that is believed to be there; 0 if the prompt has none.
  [[nodiscard]] double hit_share(std::size_t instance) const {
    const std::int32_t total = full_blocks();
    return total == 0 ? 0.0 : static_cast<double>(cached_blocks_[instance]) / total;
  }
  /// Longest match of any instance.
  [[nodiscard]] std::int32_t longest_tokens() const { return longest_tokens_; }
  /// Affinity if nobody holds more, spill if somebody does, load if nobody holds anything.
  [[nodiscard]] RoutingIntent intent(InstanceId chosen) const;

  [[nodiscard]] bool precise() const { return precise_; }
  /// The two parameters; 0 blocks = as many as an instance has.
  [[nodiscard]] static std::vector<ParameterInfo> parameters(double capacity_blocks = 0);

 private:
  void look_into_directory(const ClusterView& view);
  void look_into_index(const ClusterView& view);

  bool precise_;
  std::int32_t capacity_blocks_;
  bool fresh_ = true;  ///< the index awaits the sizes, which the first view tells
  PrefixIndex index_;
  std::vector<std::int32_t> cached_blocks_;
  std::vector<CacheMatch> matches_;  ///< only if precise
  std::int32_t input_tokens_ = 0, block_tokens_ = 1, longest_tokens_ = 0;
};

}  // namespace servesweep::engine
