#pragma once

#include <cstdint>
#include <vector>

#include "engine/scenario.h"
#include "sweep/cli/command_line.h"
#include "sweep/cli/explain_view.h"
#include "sweep/cli/results.h"

namespace servesweep::sweep {

/// What the command line of `servesweep explain` picks from a folder.
struct ExplainedChoice {
  std::size_t workload = 0;
  ExplainedSide strategy, baseline;
  engine::Scenario strategy_scenario, baseline_scenario;
  /// Those of the study; where points get seeds by need, those that both have.
  std::vector<std::uint64_t> seeds;
};

/// A strategy stands at the point that `servesweep rank` shows, or at the one that --set says.
/// Reads what it needs of the folder. Problem that names the option or operand otherwise, also if
/// nothing is done that could choose a point.
[[nodiscard]] ExplainedChoice explained_choice(const CommandLine& line, Results& results);

/// The seeds on which two points are explained: those of the study; where points get seeds by need,
/// in the order of the list, those that both have, which is `done` of them.
[[nodiscard]] std::vector<std::uint64_t> explained_seeds(const Study& study, std::size_t done);

}  // namespace servesweep::sweep
