#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::sweep {

using TrialId = engine::Id<struct TrialTag>;  ///< in the order of asking, from 0

/// A position in the unit cube of a search space, one coordinate per dimension, each in [0, 1]. It
/// is always one that the space can decode: integers and categories lie on the centres of their
/// cells.
using UnitPoint = std::vector<double>;

/// A proposal: try this.
struct Trial {
  TrialId id;
  UnitPoint x;
};

/// What came of a trial. Every objective is to be minimised (a goal of maximising is negated before
/// it gets here); a constraint holds if its value is at most 0.
struct Observation {
  std::vector<double> objectives;
  std::vector<double> variances;    ///< of the objectives as means over seeds; empty = unknown
  std::vector<double> constraints;  ///< empty = none
  bool failed = false;              ///< no figures: the trial is never proposed again
};

/// Proposes points and learns from what came of them: ask, evaluate, tell, ask again. Decisions
/// depend on the seed, on the order of asking and on what was told before, never on the time: the
/// same calls give the same proposals on any machine. Trials that were asked for and not told yet
/// are pending, and later proposals take them into account.
class Optimiser {
 public:
  virtual ~Optimiser() = default;
  /// At most `count` proposals, none of which was made before; fewer if the space is exhausted, or
  /// if the method works in generations and has to be told the pending ones first. So none, while
  /// nothing is pending, means that there are none left.
  [[nodiscard]] virtual std::vector<Trial> ask(std::size_t count) = 0;
  /// Precondition: the trial was asked for and not told. Trials may be told in any order.
  virtual void tell(const Trial& trial, const Observation& observation) = 0;
};

}  // namespace servesweep::sweep
