#include "tests/engine/oracle/naive_tier.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::engine::oracle {

const NaiveTier::Copy* NaiveTier::find(BlockHash name) const {
  if (name == kNoHash) return nullptr;
  const auto found = std::ranges::find(copies_, name, &Copy::name);
  return found == copies_.end() ? nullptr : &*found;
}

bool NaiveTier::is_readable(BlockHash name) const {
  const Copy* copy = find(name);
  return copy != nullptr && copy->readable;
}

bool NaiveTier::is_arriving(BlockHash name) const {
  const Copy* copy = find(name);
  return copy != nullptr && !copy->readable;
}

NaiveTier::Copy* NaiveTier::find_in(BlockHash name, bool readable) {
  const auto found = std::ranges::find_if(
      copies_, [&](const Copy& copy) { return copy.name == name && copy.readable == readable; });
  return found == copies_.end() ? nullptr : &*found;
}

void NaiveTier::make_newest(Copy* copy) {
  const auto at = copies_.begin() + (copy - copies_.data());
  std::rotate(at, at + 1, copies_.end());
}

bool NaiveTier::make_room(std::int32_t blocks, std::vector<BlockHash>& evicted) {
  const auto idle = static_cast<std::int32_t>(std::ranges::count_if(copies_, is_idle));
  if (blocks > capacity_ - this->blocks() + idle) return false;
  while (this->blocks() + blocks > capacity_) {
    const auto victim = std::ranges::find_if(copies_, is_idle);
    evicted.push_back(victim->name);
    copies_.erase(victim);
  }
  return true;
}

void NaiveTier::expect(const std::vector<BlockHash>& names) {
  for (const BlockHash name : names) copies_.push_back({.name = name});
}

void NaiveTier::arrive(const std::vector<BlockHash>& names) {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    Copy* copy = find_in(*name, false);
    SERVESWEEP_ENSURE(copy != nullptr);
    copy->readable = true;
    make_newest(copy);
  }
}

void NaiveTier::touch(const std::vector<BlockHash>& names) {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    Copy* copy = *name == kNoHash ? nullptr : find_in(*name, true);
    if (copy != nullptr && copy->pins == 0) make_newest(copy);
  }
}

void NaiveTier::pin(const std::vector<BlockHash>& names) {
  for (const BlockHash name : names) {
    Copy* copy = name == kNoHash ? nullptr : find_in(name, true);
    if (copy != nullptr) ++copy->pins;
  }
}

void NaiveTier::unpin(const std::vector<BlockHash>& names) {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    Copy* copy = *name == kNoHash ? nullptr : find_in(*name, true);
    if (copy != nullptr && --copy->pins == 0) make_newest(copy);
  }
}

}  // namespace servesweep::engine::oracle
