#pragma once

#include <map>
#include <utility>

#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Prompts whose full blocks are identical go to the same instance; a new prompt goes to the least
/// loaded one. The table never forgets. Prompts with a private suffix never match.
class PrefixAffinity : public RoutingPolicy {
 public:
  explicit PrefixAffinity(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;

 private:
  using Prefix = std::pair<ChainId, std::int32_t>;  ///< chain of the last token, tokens
  std::map<Prefix, InstanceId> table_;
};

}  // namespace servesweep::engine
