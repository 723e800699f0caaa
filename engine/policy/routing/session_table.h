#pragma once

#include <vector>

#include "engine/policy/parameters.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// Which instance serves a conversation. A binding is forgotten when no turn used it for longer
/// than its time to live.
class SessionTable {
 public:
  /// Reads the parameter `ttl_us`.
  explicit SessionTable(const Parameters& parameters)
      : ttl_us_(static_cast<TimeUs>(parameters.real("ttl_us"))) {}

  void reset() { bindings_.clear(); }
  /// Invalid if the request belongs to no session or its session is not bound.
  [[nodiscard]] InstanceId bound(const ClusterView& view) const;
  /// Nothing happens if the request belongs to no session.
  void bind(const ClusterView& view, InstanceId instance);

  [[nodiscard]] static ParameterInfo parameter();

 private:
  struct Binding {
    InstanceId instance;
    TimeUs used_us = 0;
  };
  TimeUs ttl_us_;
  std::vector<Binding> bindings_;  ///< by session
};

}  // namespace servesweep::engine
