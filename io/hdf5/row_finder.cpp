#include "io/hdf5/row_finder.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace servesweep::io {

std::uint32_t RowFinder::find(const RunKey& key, std::int64_t told) {
  if (told >= 0 && static_cast<std::size_t>(told) < plan_.size() &&
      plan_[static_cast<std::size_t>(told)].key == key) {
    return static_cast<std::uint32_t>(told);
  }
  if (sorted_.size() != plan_.size()) sort();
  const auto less = [&](std::uint32_t row, const RunKey& k) { return plan_[row].key < k; };
  const auto found = std::lower_bound(sorted_.begin(), sorted_.end(), key, less);
  return found != sorted_.end() && plan_[*found].key == key ? *found : kNoRow;
}

void RowFinder::sort() {
  sorted_.resize(plan_.size());
  std::iota(sorted_.begin(), sorted_.end(), 0U);
  std::sort(sorted_.begin(), sorted_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(plan_[a].key, a) < std::pair(plan_[b].key, b);
  });
}

}  // namespace servesweep::io
