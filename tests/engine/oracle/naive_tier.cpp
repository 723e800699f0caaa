#include "tests/engine/oracle/naive_tier.h"

#include <algorithm>
#include <functional>

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
  const std::int32_t excess = std::max(this->blocks() + blocks - capacity_, 0);
  const std::vector<std::size_t> going = victims(excess);
  if (static_cast<std::int32_t>(going.size()) < excess) return false;
  for (const std::size_t i : going) {
    evicted.push_back(copies_[i].name);
    (copies_[i].again ? gone_again_ : gone_once_).push_back(copies_[i].name);
  }
  remove(going);
  for (std::vector<BlockHash>* gone : {&gone_once_, &gone_again_}) {
    while (static_cast<std::int32_t>(gone->size()) > capacity_) gone->erase(gone->begin());
  }
  return true;
}

/// Positions of the copies to evict, in this order; fewer than `count` if one cannot be found.
std::vector<std::size_t> NaiveTier::victims(std::int32_t count) const {
  std::vector<std::size_t> chosen;
  const auto choose = [&](bool again) {
    for (std::size_t i = 0; i < copies_.size(); ++i) {
      if (copies_[i].again != again || !is_idle(copies_[i])) continue;
      if (std::ranges::find(chosen, i) != chosen.end()) continue;
      chosen.push_back(i);
      return true;
    }
    return false;
  };
  auto once = std::ranges::count(copies_, false, &Copy::again);
  for (; count > 0; --count) {
    if (once >= static_cast<std::int32_t>(target_) && choose(false)) {
      --once;
    } else if (!choose(true)) {
      break;
    }
  }
  return chosen;
}

void NaiveTier::remove(std::vector<std::size_t> positions) {
  std::ranges::sort(positions, std::greater{});
  for (const std::size_t i : positions) {
    copies_.erase(copies_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void NaiveTier::expect(const std::vector<BlockHash>& names) {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    copies_.push_back({.name = *name});
    if (*name == kNoHash) continue;
    std::erase(gone_once_, *name);
    std::erase(gone_again_, *name);
  }
}

void NaiveTier::arrive(const std::vector<BlockHash>& names) {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    Copy* copy = find_in(*name, false);
    SERVESWEEP_ENSURE(copy != nullptr);
    copy->readable = true;
    if (!adaptive_) make_newest(copy);
  }
}

void NaiveTier::touch(const std::vector<BlockHash>& names) {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (*name == kNoHash) continue;
    Copy* copy = find_in(*name, true);
    if (adaptive_ && copy != nullptr) copy->again = true;
    if (adaptive_ && copy == nullptr) copy = find_in(*name, false);
    if (copy != nullptr && (adaptive_ || copy->pins == 0)) make_newest(copy);
    if (adaptive_ && copy == nullptr) learn_from(*name);
  }
}

/// It is asked for and gone: one more of its kind would have been worth its place.
void NaiveTier::learn_from(BlockHash name) {
  const auto once = static_cast<double>(gone_once_.size());
  const auto again = static_cast<double>(gone_again_.size());
  if (std::erase(gone_once_, name) > 0) {
    gone_once_.push_back(name);
    target_ = std::min(target_ + std::max(1.0, again / once), 1.0 * capacity_);
  } else if (std::erase(gone_again_, name) > 0) {
    gone_again_.push_back(name);
    target_ = std::max(target_ - std::max(1.0, once / again), 0.0);
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
    if (copy != nullptr && --copy->pins == 0 && !adaptive_) make_newest(copy);
  }
}

}  // namespace servesweep::engine::oracle
