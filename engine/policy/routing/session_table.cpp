#include "engine/policy/routing/session_table.h"

namespace servesweep::engine {

InstanceId SessionTable::bound(const ClusterView& view) const {
  const SessionId session = view.request.session;
  if (!session.valid() || session.index() >= bindings_.size()) return InstanceId();
  const Binding& binding = bindings_[session.index()];
  return view.now_us - binding.used_us <= ttl_us_ ? binding.instance : InstanceId();
}

void SessionTable::bind(const ClusterView& view, InstanceId instance) {
  const SessionId session = view.request.session;
  if (!session.valid()) return;
  if (session.index() >= bindings_.size()) bindings_.resize(session.index() + 1);
  bindings_[session.index()] = {.instance = instance, .used_us = view.now_us};
}

ParameterInfo SessionTable::parameter() {
  return real_parameter("ttl_us", 300e6, 0, 1e15, "µs",
                        "a session is forgotten when it was silent for longer");
}

}  // namespace servesweep::engine
