#include "engine/policy/routing/prefix_belief.h"

#include <algorithm>

#include "engine/base/problem.h"

namespace servesweep::engine {

PrefixBelief::PrefixBelief(const Parameters& parameters)
    : PrefixBelief(parameters.boolean("precise"), index_spec(parameters)) {}

void PrefixBelief::reset(std::size_t instances) {
  cached_blocks_.assign(instances, 0);
  if (precise_) matches_.assign(instances, CacheMatch{});
  fresh_ = true;
}

void PrefixBelief::look(const ClusterView& view) {
  input_tokens_ = view.request.input_tokens;
  if (precise_) {
    look_into_directory(view);
  } else {
    look_into_index(view);
  }
  std::int32_t longest_blocks = 0;
  for (const std::int32_t blocks : cached_blocks_) {
    longest_blocks = std::max(longest_blocks, blocks);
  }
  longest_tokens_ = std::min(longest_blocks * block_tokens_, looked_at_tokens_);
}

void PrefixBelief::look_into_directory(const ClusterView& view) {
  if (view.directory == nullptr) {
    throw Problem("routing", "precise prefix matching is not available",
                  "this gateway does not learn the caches' events",
                  "use the approximate index (precise: false, scorer prefix-affinity)");
  }
  looked_at_tokens_ = input_tokens_;
  block_tokens_ = view.block_tokens;
  prompt_blocks_ = input_tokens_ / block_tokens_;
  view.directory->match(view.request, matches_);
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    cached_blocks_[i] = matches_[i].gpu_blocks + matches_[i].lower_tier_blocks;
  }
}

void PrefixBelief::look_into_index(const ClusterView& view) {
  if (fresh_) begin_index(view);
  looked_at_tokens_ = spec_.looked_at_tokens(input_tokens_);
  prompt_blocks_ = (looked_at_tokens_ + rounding_tokens_) / block_tokens_;
  index_.count_matches(view.request.content, looked_at_tokens_, cached_blocks_);
}

void PrefixBelief::begin_index(const ClusterView& view) {
  const bool own_blocks = spec_.block_tokens > 0;
  engine_block_tokens_ = view.block_tokens;
  block_tokens_ = own_blocks ? spec_.block_tokens : view.block_tokens;
  rounding_tokens_ = own_blocks ? block_tokens_ - 1 : 0;
  const std::int32_t capacity = spec_.capacity_blocks > 0 ? spec_.capacity_blocks : view.gpu_blocks;
  index_.reset(view.instances(), capacity, block_tokens_, own_blocks);
  fresh_ = false;
}

void PrefixBelief::routed(const ClusterView& view, InstanceId chosen) {
  const RequestFacts& request = view.request;
  if (!precise_)
    index_.touch(request.content, spec_.looked_at_tokens(request.input_tokens), chosen);
}

RoutingIntent PrefixBelief::intent(InstanceId chosen) const {
  const std::int32_t cached = cached_tokens(chosen.index());
  const auto reason = longest_tokens_ == 0        ? RoutingIntent::Reason::load
                      : cached == longest_tokens_ ? RoutingIntent::Reason::affinity
                                                  : RoutingIntent::Reason::spill;
  return {.expected_cached_tokens = cached, .reason = reason};
}

std::vector<ParameterInfo> PrefixBelief::parameters(double capacity_blocks) {
  std::vector<ParameterInfo> all = index_parameters(capacity_blocks);
  all.insert(all.begin(),
             boolean_parameter("precise", false,
                               "true: matches from the caches' events, as late as they are; false: "
                               "from an index of the router's own decisions"));
  return all;
}

std::vector<ParameterInfo> PrefixBelief::index_parameters(double capacity_blocks) {
  return {integer_parameter("capacity_blocks", capacity_blocks, 0, 1e9, "blocks",
                            "size of that LRU index per instance, in its own blocks; 0 = as many "
                            "as an instance has KV blocks, of whatever size"),
          integer_parameter("index_block_tokens", 0, 0, 1e6, "tokens",
                            "size of a block of that index, the rest of a prompt being a block as "
                            "well; 0 = the engine's blocks, only full ones"),
          integer_parameter("index_limit_tokens", 0, 0, 1e9, "tokens",
                            "part of a prompt that the index looks at; tokens behind it count as "
                            "not cached; 0 = all")};
}

IndexSpec PrefixBelief::index_spec(const Parameters& parameters) {
  const auto count = [&](const char* name) {
    return static_cast<std::int32_t>(parameters.integer(name));
  };
  return {.capacity_blocks = count("capacity_blocks"),
          .block_tokens = count("index_block_tokens"),
          .limit_tokens = count("index_limit_tokens")};
}

}  // namespace servesweep::engine
