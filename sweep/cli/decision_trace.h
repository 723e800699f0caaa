#pragma once

#include <array>
#include <vector>

#include "engine/cluster/observers.h"
#include "io/yaml/value.h"
#include "sweep/cli/output.h"
#include "sweep/cli/row_writer.h"

namespace servesweep::sweep {

/// Writes every routing decision as a row of CSV and adds them up: who was chosen and why, the best
/// candidates with their scores, and the regret, max(0, best score − chosen score): what the best
/// other choice would have scored at that moment.
class DecisionTrace final : public engine::DecisionObserver {
 public:
  /// `candidates`: how many of the best instances a row lists. Refers to `out`.
  DecisionTrace(Output& out, std::int32_t instances, std::int32_t candidates);

  void decision(const engine::DecisionRow& row) override;

  /// Number of decisions, their reasons and targets, mean and largest regret: for people, and for
  /// programs.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] io::Value value() const;

 private:
  static constexpr std::size_t kReasons = 3;

  void rank(std::span<const double> scores);
  [[nodiscard]] double mean_regret() const;
  [[nodiscard]] std::string targets_text() const;

  std::size_t candidates_;
  RowWriter rows_;
  std::vector<std::size_t> ranking_;  ///< instances, the best first; scratch
  std::int64_t decisions_ = 0;
  double regret_sum_ = 0, regret_max_ = 0;
  std::array<std::int64_t, kReasons> reasons_{};
  std::vector<std::int64_t> targets_;  ///< decisions per instance
};

}  // namespace servesweep::sweep
