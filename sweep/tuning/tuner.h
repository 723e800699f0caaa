#pragma once

#include <cstddef>
#include <vector>

#include "sweep/search/optimiser.h"
#include "sweep/study/point.h"

namespace servesweep::sweep {

/// A point to be run on some of a study's seeds, on every workload.
struct Attempt {
  Point point;
  std::size_t first_seed = 0;  ///< index in Study::seeds()
  std::size_t seeds = 0;
  bool shortened = false;  ///< on the first part of every workload only

  friend bool operator==(const Attempt&, const Attempt&) = default;
};

/// Chooses what a study tries of one strategy. Decisions depend on what was asked and told, in
/// which order, and on nothing else.
class Tuner {
 public:
  virtual ~Tuner() = default;
  /// At most `count` attempts, numbered on from the last; fewer if it has to be told something
  /// first, or has no more.
  [[nodiscard]] virtual std::vector<Attempt> ask(std::size_t count) = 0;
  /// What is known of its point when an attempt is over, from this and earlier attempts. `attempt`:
  /// its number, from 0. Precondition: it was asked for and not told.
  virtual void tell(std::size_t attempt, const Observation& observation) = 0;
  /// How many attempts belong together if nobody says otherwise.
  [[nodiscard]] virtual std::size_t usual_generation() const = 0;
};

}  // namespace servesweep::sweep
