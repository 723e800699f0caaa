#include "engine/policy/routing/prefix_affinity.h"

namespace servesweep::engine {
namespace {

/// Chain that owns the token before `end_token`; invalid if it is private.
ChainId owner_before(std::span<const Segment> content, std::int32_t end_token) {
  for (const Segment& segment : content) {
    if (end_token <= segment.end_token) return segment.chain;
  }
  return ChainId();
}

}  // namespace

PolicyInfo PrefixAffinity::info() {
  return {.name = "prefix-affinity",
          .what = "identical block-aligned prompts stay together, new ones go to the least loaded",
          .formula = "table[whole full blocks of the prompt], else argmin load",
          .source = "BLIS",
          .parameters = {}};
}

void PrefixAffinity::reset(std::size_t) {
  table_.clear();
}

RoutingDecision PrefixAffinity::route(const ClusterView& view) {
  const std::int32_t input = view.request.input_tokens;
  const std::int32_t aligned = input - input % view.block_tokens;
  const std::int32_t tokens = aligned > 0 ? aligned : input;
  const ChainId chain = owner_before(view.request.content, tokens);
  const InstanceId least_loaded = first_smallest(view.load);
  if (!chain.valid()) return least_loaded;
  return table_.try_emplace({chain, tokens}, least_loaded).first->second;
}

}  // namespace servesweep::engine
