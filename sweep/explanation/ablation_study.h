#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sweep/explanation/mechanism.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What an ablation is called after, and where it is.
struct AblationPlace {
  std::string baseline, strategy;  ///< names
  std::size_t workload = 0;        ///< of the study
  std::vector<std::uint64_t> seeds{};
};

/// An ablation as a study file that needs no other file: the baseline, and a strategy for each
/// combination of mechanisms that `servesweep explain` simulates, on one workload with
/// its measuring window and its seeds, by the study's objectives. The whole strategy keeps its
/// name; the others are STRATEGY.only.M, STRATEGY.without.M and STRATEGY.with.M.N. The text is read
/// back: each of its strategies is the scenario that the ablation simulates (SERVESWEEP_EXPECT).
[[nodiscard]] std::string ablation_study(const Study& study, const SwitchedStrategy& strategy,
                                         const AblationPlace& place);

}  // namespace servesweep::sweep
