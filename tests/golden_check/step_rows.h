#pragma once

#include <filesystem>
#include <vector>

#include "engine/cluster/observers.h"
#include "tests/golden_check/differences.h"

namespace servesweep::golden {

/// Keeps every step of a run.
class StepLog final : public engine::StepObserver {
 public:
  void step(const engine::StepRow& row) override { rows_.push_back(row); }
  [[nodiscard]] const std::vector<engine::StepRow>& rows() const { return rows_; }

 private:
  std::vector<engine::StepRow> rows_;
};

/// Compares every column of steps.csv, both sides ordered by instance and start.
void compare_steps(const std::filesystem::path& path, std::vector<engine::StepRow> got,
                   Differences& differences);

}  // namespace servesweep::golden
