#pragma once

#include "engine/policy/routing/routing_policy.h"
#include "engine/policy/routing/session_table.h"

namespace servesweep::engine {

/// All turns of a conversation go to one instance; a new one goes to the least loaded.
class SessionAffinity : public RoutingPolicy {
 public:
  explicit SessionAffinity(const Parameters& parameters) : table_(parameters) {}
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t) override { table_.reset(); }
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;

 private:
  SessionTable table_;
};

}  // namespace servesweep::engine
