#pragma once

#include <filesystem>
#include <vector>

#include "engine/cluster/observers.h"
#include "tests/golden_check/differences.h"

namespace servesweep::golden {

/// Keeps every routing decision of a run.
class DecisionLog final : public engine::DecisionObserver {
 public:
  void decision(const engine::DecisionRow& row) override {
    rows_.push_back(row);
    rows_.back().scores = {};  // they do not outlive this call
  }
  [[nodiscard]] const std::vector<engine::DecisionRow>& rows() const { return rows_; }

 private:
  std::vector<engine::DecisionRow> rows_;
};

/// Compares decisions.csv row by row, in the order of the decisions. A score that the reference
/// left empty (policies without scores) is not compared.
void compare_decisions(const std::filesystem::path& path,
                       const std::vector<engine::DecisionRow>& got, Differences& differences);

}  // namespace servesweep::golden
