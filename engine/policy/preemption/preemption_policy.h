#pragma once

#include <span>

#include "engine/policy/parameters.h"
#include "engine/signal/queue_view.h"
#include "engine/signal/running_facts.h"

namespace servesweep::engine {

/// Chooses who loses its KV memory when a running request needs a block and none is free. The
/// victim keeps the tokens it has generated and recomputes prompt and tokens later.
class PreemptionPolicy {
 public:
  virtual ~PreemptionPolicy() = default;
  /// Index into `running` (not empty; order of admission).
  [[nodiscard]] virtual std::size_t victim(std::span<const RunningFacts> running,
                                           const QueueView& view) const = 0;
  /// victim() is always the last one: nobody needs to describe the others.
  [[nodiscard]] virtual bool takes_the_last() const { return false; }
};

}  // namespace servesweep::engine
