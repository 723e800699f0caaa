#pragma once

#include <algorithm>
#include <vector>

#include "engine/policy/parameters.h"
#include "engine/policy/routing/prefix_index.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// An approximate index.
struct IndexSpec {
  std::int32_t capacity_blocks = 0;  ///< per instance, in its own blocks; 0 = KV blocks of one
  std::int32_t block_tokens = 0;     ///< 0 = the engine's, full ones only
  std::int32_t limit_tokens = 0;     ///< of a prompt, which it looks at; 0 = all of them

  [[nodiscard]] std::int32_t looked_at_tokens(std::int32_t input_tokens) const {
    return limit_tokens > 0 ? std::min(input_tokens, limit_tokens) : input_tokens;
  }
};

/// What a router believes of the prefixes in the instances' caches. Approximate: an index of its
/// own decisions, written at dispatch, which knows nothing of evictions. Precise: the directory
/// that the caches' events feed, true but late.
///
/// The approximate index may have blocks of its own size, as llm-d's of 64 tokens. Its capacity
/// counts those, so that with "KV blocks of an instance" it believes in several times the real
/// cache, as llm-d's does; the rest of a prompt behind its full blocks is then a block, too.
class PrefixBelief {
 public:
  /// Reads the parameters of parameters().
  explicit PrefixBelief(const Parameters& parameters);
  explicit PrefixBelief(bool precise, IndexSpec spec = {}) : precise_(precise), spec_(spec) {}

  void reset(std::size_t instances);
  /// Looks the request up everywhere. Throws Problem if it is precise and the view has no
  /// directory.
  void look(const ClusterView& view);
  /// Remembers the decision.
  void routed(const ClusterView& view, InstanceId chosen);

  /// The following are about the request of the last look().
  [[nodiscard]] CacheMatch match(std::size_t instance) const {
    if (precise_) return matches_[instance];
    return {.gpu_blocks = cached_tokens(instance) / engine_block_tokens_};
  }
  /// Leading prompt blocks, of the index or of the engine, believed to be there, in any tier, per
  /// instance.
  [[nodiscard]] std::span<const std::int32_t> cached_blocks() const { return cached_blocks_; }
  /// Leading prompt tokens believed to be there, in any tier.
  [[nodiscard]] std::int32_t cached_tokens(std::size_t instance) const {
    return std::min(cached_blocks_[instance] * block_tokens_, looked_at_tokens_);
  }
  /// The rest of the prompt, which must be computed.
  [[nodiscard]] std::int32_t uncached_tokens(std::size_t instance) const {
    return input_tokens_ - cached_tokens(instance);
  }
  /// Blocks of the prompt that can be found: full ones, and a partial one if the index has any.
  [[nodiscard]] std::int32_t prompt_blocks() const { return prompt_blocks_; }
  /// Share of these that is believed to be there; 0 if the prompt has none.
  [[nodiscard]] double hit_share(std::size_t instance) const {
    const std::int32_t total = prompt_blocks_;
    return total == 0 ? 0.0 : static_cast<double>(cached_blocks_[instance]) / total;
  }
  /// Longest match of any instance.
  [[nodiscard]] std::int32_t longest_tokens() const { return longest_tokens_; }
  /// Affinity if nobody holds more, spill if somebody does, load if nobody holds anything.
  [[nodiscard]] RoutingIntent intent(InstanceId chosen) const;

  [[nodiscard]] bool precise() const { return precise_; }
  /// `precise` and those of the index; 0 blocks = as many as an instance has.
  [[nodiscard]] static std::vector<ParameterInfo> parameters(double capacity_blocks = 0);
  [[nodiscard]] static std::vector<ParameterInfo> index_parameters(double capacity_blocks);
  /// Reads the parameters of index_parameters().
  [[nodiscard]] static IndexSpec index_spec(const Parameters& parameters);

 private:
  void look_into_directory(const ClusterView& view);
  void look_into_index(const ClusterView& view);
  [[gnu::cold]] void begin_index(const ClusterView& view);

  bool precise_;
  IndexSpec spec_;
  bool fresh_ = true;  ///< the index awaits the sizes, which the first view tells
  PrefixIndex index_;
  std::vector<std::int32_t> cached_blocks_;
  std::vector<CacheMatch> matches_;  ///< only if precise
  std::int32_t input_tokens_ = 0, looked_at_tokens_ = 0, prompt_blocks_ = 0, longest_tokens_ = 0;
  std::int32_t block_tokens_ = 1, engine_block_tokens_ = 1;
  std::int32_t rounding_tokens_ = 0;  ///< to the next block, where a partial one is one
};

}  // namespace servesweep::engine
