#pragma once

#include <span>

#include "engine/policy/parameters.h"
#include "engine/signal/queue_view.h"

namespace servesweep::engine {

/// How a waiting queue is kept. The cheaper disciplines let the queue avoid looking at every
/// waiting request at every step.
enum class QueueDiscipline {
  first_come,        ///< order of queueing; preempted requests come back to the front
  fixed_key,         ///< smallest key first; the key of a request never changes
  highest_priority,  ///< highest priority first; key() is not asked
  changing_key,      ///< smallest key first; asked anew at every step
  picked,            ///< pick() chooses among all waiting requests
};

/// Order of the waiting queue. Equal keys or priorities: earlier arrival first, then request name.
class SchedulingPolicy {
 public:
  virtual ~SchedulingPolicy() = default;
  [[nodiscard]] virtual QueueDiscipline discipline() const = 0;
  /// Sort key of a waiting request, smaller first; `priority` as the priority policy gives it.
  [[nodiscard]] virtual double key(const RequestFacts&, double /*priority*/) const { return 0; }

  /// True if it makes no sense without RequestFacts::predicted_output_tokens.
  [[nodiscard]] virtual bool needs_predictions() const { return false; }

  // ---- for discipline `picked`
  /// Forgets everything: a new run with this many instances begins.
  virtual void reset(std::size_t /*instances*/) {}
  /// Whether WaitingFacts::cached_tokens is read; it costs a cache lookup per waiting request and
  /// step.
  [[nodiscard]] virtual bool needs_cached_tokens() const { return false; }
  /// Index of the request to be served next; `waiting` is not empty and in order of queueing.
  [[nodiscard]] virtual std::size_t pick(std::span<const WaitingFacts>, const QueueView&) {
    return 0;
  }
  /// The picked request was admitted, with so many tokens in this step.
  virtual void served(const WaitingFacts&, std::int32_t /*tokens*/, const QueueView&) {}
};

}  // namespace servesweep::engine
