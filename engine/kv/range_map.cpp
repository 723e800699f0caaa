#include "engine/kv/range_map.h"

#include <algorithm>

namespace servesweep::engine {

void RangeMap::clear() {
  heads_.clear();
  ranges_.clear();
  unused_.clear();
}

std::int32_t RangeMap::new_range(const Range& range) {
  if (unused_.empty()) {
    ranges_.push_back(range);
    return static_cast<std::int32_t>(ranges_.size() - 1);
  }
  const std::int32_t node = unused_.back();
  unused_.pop_back();
  at(node) = range;
  return node;
}

void RangeMap::relink(ChainId chain, std::int32_t previous, std::int32_t node) {
  (previous >= 0 ? at(previous).next : heads_[chain.index()]) = node;
}

void RangeMap::add(ChainId chain, std::int32_t first, std::int32_t end) {
  if (chain.index() >= heads_.size()) heads_.resize(chain.index() + 1, -1);
  std::int32_t previous = -1, node = heads_[chain.index()];
  for (; node >= 0 && at(node).end < first; node = at(node).next) previous = node;
  while (node >= 0 && at(node).first <= end) {  // overlaps or adjoins: becomes part of the new one
    first = std::min(first, at(node).first);
    end = std::max(end, at(node).end);
    unused_.push_back(node);
    node = at(node).next;
  }
  relink(chain, previous, new_range({.first = first, .end = end, .next = node}));
}

void RangeMap::remove(ChainId chain, std::int32_t first, std::int32_t end) {
  if (chain.index() >= heads_.size()) return;
  std::int32_t previous = -1, node = heads_[chain.index()];
  for (; node >= 0 && at(node).end <= first; node = at(node).next) previous = node;
  while (node >= 0 && at(node).first < end) {
    const Range old = at(node);
    const bool keeps_lower = old.first<first, keeps_upper = old.end> end;
    if (keeps_lower && keeps_upper) {
      const std::int32_t upper = new_range({.first = end, .end = old.end, .next = old.next});
      at(node).end = first;
      at(node).next = upper;
      return;
    }
    if (keeps_upper) {
      at(node).first = end;
      return;
    }
    if (keeps_lower) {
      at(node).end = first;
      previous = node;
    } else {
      relink(chain, previous, old.next);
      unused_.push_back(node);
    }
    node = old.next;
  }
}

std::int32_t RangeMap::covered_end(ChainId chain, std::int32_t first, std::int32_t end) const {
  std::int32_t node = chain.index() < heads_.size() ? heads_[chain.index()] : -1;
  while (node >= 0 && at(node).end <= first) node = at(node).next;
  if (node < 0 || at(node).first > first) return first;
  return std::min(end, at(node).end);
}

}  // namespace servesweep::engine
