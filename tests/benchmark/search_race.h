#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "sweep/search/pareto.h"
#include "sweep/tuning/director.h"
#include "tests/benchmark/point_runner.h"

namespace servesweep::benchmark {

/// A point that a search has run on every seed and that keeps the constraints.
struct FinishedPoint {
  double seconds = 0;  ///< on the race's clock, when it was finished
  sweep::Objectives objectives;
};

/// How a search went.
struct RaceTrace {
  sweep::Objectives reference;         ///< the baseline's objectives
  std::vector<FinishedPoint> points;   ///< in the order of finishing
  std::size_t attempts = 0, runs = 0;  ///< of all points
  double work = 0;                     ///< simulated requests, in whole runs
  double seconds = 0;                  ///< on the clock, in all
  double thinking_s = 0;               ///< of these, deciding what to try

  /// Dominated by what was finished until then, relative to the reference.
  [[nodiscard]] double hypervolume_at(double until_s) const;
  /// The same of the first so many finished points; none if there are not so many.
  [[nodiscard]] std::optional<double> hypervolume_of(std::size_t count) const;
  /// How the hypervolume grew: the places in `points` of those that added to it, and it with them.
  [[nodiscard]] std::vector<std::pair<std::size_t, double>> growth() const;
  /// When the hypervolume first was at least this; none if never.
  [[nodiscard]] std::optional<double> seconds_to(double hypervolume) const;
};

struct RaceLimits {
  double seconds = 1;            ///< on the clock: nothing is begun later
  std::size_t points = 100'000;  ///< attempts
  double run_s = 0;              ///< what a simulation takes on the clock; 0: what it does take
};

/// Lets a director search on one thread. The clock counts the seconds of computing: what deciding
/// took, and the runs.
[[nodiscard]] RaceTrace run_race(sweep::Director& director, PointRunner& runner,
                                 const RaceLimits& limits);

}  // namespace servesweep::benchmark
