#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/instance_view.h"

namespace servesweep::engine {

/// How a waiting queue is kept. The cheaper disciplines let the queue avoid looking at every
/// waiting request at every step.
enum class QueueDiscipline {
  first_come,        ///< order of queueing; preempted requests come back to the front
  fixed_key,         ///< smallest key first; the key of a request never changes
  highest_priority,  ///< highest priority first; key() is not asked
  changing_key,      ///< smallest key first; asked anew at every step
};

/// Order of the waiting queue. Equal keys or priorities: earlier arrival first, then request name.
class SchedulingPolicy {
 public:
  virtual ~SchedulingPolicy() = default;
  [[nodiscard]] virtual QueueDiscipline discipline() const = 0;
  /// Sort key of a waiting request, smaller first; `priority` as the priority policy gives it.
  [[nodiscard]] virtual double key(const RequestFacts&, double /*priority*/) const { return 0; }
};

}  // namespace servesweep::engine
