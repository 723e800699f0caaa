#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "io/hdf5/study_index.h"

namespace servesweep::io {

/// Finds the first plan row of a key. Shards say where in the plan their runs stand; only if that
/// is another plan's position is the key looked for. Refers to the plan.
class RowFinder {
 public:
  static constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

  explicit RowFinder(const std::vector<PlanRow>& plan) : plan_(plan) {}

  /// `told`: where the run says that it stands. kNoRow if it is not planned.
  [[nodiscard]] std::uint32_t find(const RunKey& key, std::int64_t told);

 private:
  void sort();

  const std::vector<PlanRow>& plan_;
  std::vector<std::uint32_t> sorted_;  ///< rows by key; made when first needed
};

}  // namespace servesweep::io
