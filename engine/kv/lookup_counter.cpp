#include "engine/kv/lookup_counter.h"

namespace servesweep::engine {

void LookupCounter::clear() {
  heads_.clear();
  steps_.clear();
}

void LookupCounter::note(ChainId chain, std::int32_t end) {
  if (chain.index() >= heads_.size()) heads_.resize(chain.index() + 1, -1);
  std::int32_t previous = -1, node = heads_[chain.index()];
  for (; node >= 0 && at(node).end <= end; node = at(node).next) {
    ++steps_[static_cast<std::size_t>(node)].count;
    previous = node;
  }
  if (previous >= 0 && at(previous).end == end) return;
  const std::int32_t count = node >= 0 ? at(node).count : 0;
  steps_.push_back({.end = end, .count = count + 1, .next = node});
  const auto added = static_cast<std::int32_t>(steps_.size() - 1);
  (previous >= 0 ? steps_[static_cast<std::size_t>(previous)].next : heads_[chain.index()]) = added;
}

}  // namespace servesweep::engine
