#include "engine/policy/routing/prefix_belief.h"

#include <algorithm>

#include "engine/base/problem.h"

namespace servesweep::engine {

PrefixBelief::PrefixBelief(const Parameters& parameters)
    : PrefixBelief(parameters.boolean("precise"),
                   static_cast<std::int32_t>(parameters.integer("capacity_blocks"))) {}

void PrefixBelief::reset(std::size_t instances) {
  cached_blocks_.assign(instances, 0);
  if (precise_) matches_.assign(instances, CacheMatch{});
  fresh_ = true;
}

void PrefixBelief::look(const ClusterView& view) {
  input_tokens_ = view.request.input_tokens;
  block_tokens_ = view.block_tokens;
  if (precise_) {
    look_into_directory(view);
  } else {
    look_into_index(view);
  }
  std::int32_t longest_blocks = 0;
  for (const std::int32_t blocks : cached_blocks_) {
    longest_blocks = std::max(longest_blocks, blocks);
  }
  longest_tokens_ = longest_blocks * block_tokens_;
}

void PrefixBelief::look_into_directory(const ClusterView& view) {
  if (view.directory == nullptr) {
    throw Problem("routing", "precise prefix matching is not available",
                  "this gateway does not learn the caches' events",
                  "use the approximate index (precise: false, scorer prefix-affinity)");
  }
  view.directory->match(view.request, matches_);
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    cached_blocks_[i] = matches_[i].gpu_blocks + matches_[i].lower_tier_blocks;
  }
}

void PrefixBelief::look_into_index(const ClusterView& view) {
  if (fresh_) {
    const std::int32_t capacity = capacity_blocks_ > 0 ? capacity_blocks_ : view.gpu_blocks;
    index_.reset(view.instances(), capacity, view.block_tokens);
    fresh_ = false;
  }
  index_.count_matches(view.request.content, input_tokens_, cached_blocks_);
}

void PrefixBelief::routed(const ClusterView& view, InstanceId chosen) {
  if (!precise_) index_.touch(view.request.content, view.request.input_tokens, chosen);
}

RoutingIntent PrefixBelief::intent(InstanceId chosen) const {
  const std::int32_t cached = cached_tokens(chosen.index());
  const auto reason = longest_tokens_ == 0        ? RoutingIntent::Reason::load
                      : cached == longest_tokens_ ? RoutingIntent::Reason::affinity
                                                  : RoutingIntent::Reason::spill;
  return {.expected_cached_tokens = cached, .reason = reason};
}

std::vector<ParameterInfo> PrefixBelief::parameters(double capacity_blocks) {
  return {boolean_parameter("precise", false,
                            "true: matches from the caches' events, as late as they are; false: "
                            "from an index of the router's own decisions"),
          integer_parameter("capacity_blocks", capacity_blocks, 0, 1e9, "blocks",
                            "size of that LRU index per instance; 0 = KV blocks of an instance")};
}

}  // namespace servesweep::engine
