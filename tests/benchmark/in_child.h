#pragma once

#include <functional>
#include <vector>

namespace servesweep::benchmark {

/// What a child process measured, and the most memory it ever held.
struct ChildResult {
  std::vector<double> figures;
  double peak_mb = 0;  ///< resident, program included
};

/// Calls `measure` in a child process of its own, so that memory that others took and gave back
/// does not count. @throws std::runtime_error if the child fails
[[nodiscard]] ChildResult in_child(const std::function<std::vector<double>()>& measure);

}  // namespace servesweep::benchmark
