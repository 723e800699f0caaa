#pragma once

#include <span>

#include "engine/policy/parameters.h"
#include "engine/signal/queue_view.h"

namespace servesweep::engine {

/// Time since arrival, µs.
[[nodiscard]] double wait_us(const WaitingFacts& waiting, const QueueView& view);

/// Prompt tokens that a request still has to compute, at least 1: an engine recomputes the last
/// token of a fully cached prompt. With `discount_cached`, tokens in GPU memory are not work.
[[nodiscard]] double prefill_work_tokens(const WaitingFacts& waiting, bool discount_cached);

/// True if `a` arrived before `b`.
[[nodiscard]] inline bool arrived_before(const WaitingFacts& a, const WaitingFacts& b) {
  return a.request.arrival_us < b.request.arrival_us;
}

/// Index of the earliest arrival, the first queued of equals. Precondition: not empty.
[[nodiscard]] std::size_t oldest(std::span<const WaitingFacts> waiting);

/// Index of the request with the smallest key(const WaitingFacts&); equals in order of arrival,
/// then of queueing. Precondition: not empty.
template <class Key>
[[nodiscard]] std::size_t smallest(std::span<const WaitingFacts> waiting, const Key& key) {
  std::size_t best = 0;
  double best_key = key(waiting[0]);
  for (std::size_t i = 1; i < waiting.size(); ++i) {
    const double candidate = key(waiting[i]);
    if (candidate > best_key) continue;
    if (candidate == best_key && !arrived_before(waiting[i], waiting[best])) continue;
    best = i;
    best_key = candidate;
  }
  return best;
}

/// The parameter `discount_cached`, true by default: whether work counts without what is cached.
[[nodiscard]] ParameterInfo discount_cached_parameter();

}  // namespace servesweep::engine
