#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace servesweep::engine {

/// The last so many lengths, sorted: quantiles of those that are not too short. Adding costs one
/// move of the window, asking O(log window); memory is taken when the window fills up first.
class LengthWindow {
 public:
  explicit LengthWindow(std::size_t most) : most_(most) {}

  void clear();
  void add(std::int32_t length);
  [[nodiscard]] std::size_t size() const { return sorted_.size(); }

  /// Of the k lengths ≥ `least`, the ⌈quantile·k⌉-th in ascending order, the first at least;
  /// `least` if there are none.
  [[nodiscard]] std::int32_t quantile_from(double quantile, std::int32_t least) const;

 private:
  std::size_t most_, oldest_ = 0;
  std::vector<std::int32_t> arrived_, sorted_;  ///< arrived_ is a ring
};

}  // namespace servesweep::engine
