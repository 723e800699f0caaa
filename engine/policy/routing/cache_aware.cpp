#include "engine/policy/routing/cache_aware.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

/// 2^26 characters per tree at four per token, in blocks of 16 tokens.
constexpr double kTreeBlocks = 1 << 20;

}  // namespace

PolicyInfo CacheAware::info() {
  PolicyInfo info{
      .name = "cache-aware",
      .what = "the longest match while loads are balanced, else the least loaded",
      .formula =
          "least loaded if max load − min load > balance_absolute and max load > "
          "balance_relative·min load; else the first with the longest match if match / prompt > "
          "match_threshold; else least loaded",
      .source = "SGLang gateway, launcher defaults of 2026 (there in characters, here in blocks)",
      .parameters = PrefixBelief::parameters(kTreeBlocks)};
  info.parameters.push_back(real_parameter("match_threshold", 0.3, 0, 1, "",
                                           "share of the prompt that must match, exclusive"));
  info.parameters.push_back(real_parameter("balance_absolute", 64, 0, 1e9, "requests",
                                           "difference of loads that is tolerated"));
  info.parameters.push_back(
      real_parameter("balance_relative", 1.5, 1, 1e9, "", "ratio of loads that is tolerated"));
  return info;
}

CacheAware::CacheAware(const Parameters& parameters)
    : belief_(parameters),
      match_threshold_(parameters.real("match_threshold")),
      absolute_threshold_(parameters.real("balance_absolute")),
      relative_threshold_(parameters.real("balance_relative")) {}

bool CacheAware::imbalanced(const ClusterView& view) const {
  const auto [smallest, largest] = std::ranges::minmax(view.load);
  return largest - smallest > absolute_threshold_ && largest > relative_threshold_ * smallest;
}

InstanceId CacheAware::choose(const ClusterView& view) const {
  const std::int32_t longest = belief_.longest_tokens();
  if (imbalanced(view) || longest <= match_threshold_ * view.request.input_tokens) {
    return first_smallest(view.load);
  }
  std::int32_t holder = 0;
  while (belief_.cached_tokens(static_cast<std::size_t>(holder)) < longest) ++holder;
  return InstanceId(holder);
}

RoutingDecision CacheAware::route(const ClusterView& view) {
  belief_.look(view);
  const InstanceId chosen = choose(view);
  belief_.routed(view, chosen);
  return {chosen, belief_.intent(chosen)};
}

}  // namespace servesweep::engine
