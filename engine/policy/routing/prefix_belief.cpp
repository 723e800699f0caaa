#include "engine/policy/routing/prefix_belief.h"

#include <algorithm>

#include "engine/base/problem.h"

namespace servesweep::engine {

PrefixBelief::PrefixBelief(const Parameters& parameters)
    : PrefixBelief(parameters.boolean("precise"),
                   static_cast<std::int32_t>(parameters.integer("capacity_blocks"))) {}

void PrefixBelief::reset(std::size_t instances) {
  indexed_blocks_.assign(instances, 0);
  matches_.assign(instances, CacheMatch{});
  fresh_ = true;
}

void PrefixBelief::look(const ClusterView& view) {
  input_tokens_ = view.request.input_tokens;
  block_tokens_ = view.block_tokens;
  if (precise_) {
    if (view.directory == nullptr) {
      throw Problem("routing", "precise prefix matching is not available",
                    "this gateway does not learn the caches' events",
                    "use the approximate index (precise: false, scorer prefix-affinity)");
    }
    view.directory->match(view.request, matches_);
  } else {
    if (fresh_) {
      const std::int32_t capacity = capacity_blocks_ > 0 ? capacity_blocks_ : view.gpu_blocks;
      index_.reset(view.instances(), capacity, view.block_tokens);
      fresh_ = false;
    }
    index_.count_matches(view.request.content, input_tokens_, indexed_blocks_);
    for (std::size_t i = 0; i < matches_.size(); ++i) matches_[i].gpu_blocks = indexed_blocks_[i];
  }
  longest_tokens_ = 0;
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    longest_tokens_ = std::max(longest_tokens_, cached_tokens(i));
  }
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
