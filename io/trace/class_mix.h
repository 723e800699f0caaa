#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/workload/slo_class.h"

namespace servesweep::io {

/// SLO classes for a trace that records none: each request, or each session as a whole, draws one.
struct ClassMix {
  std::vector<engine::SloClass> classes;  ///< empty: one class named "standard"
  std::vector<double> weights;            ///< one per class, any sum; empty: all are of the first
  bool per_session = false;               ///< the requests of a session are of one class

  [[nodiscard]] std::vector<engine::SloClass> known_classes() const;

  /// The class of a request (or session) by its number in the file. A draw has a name of its own,
  /// (seed, number), so a cut trace keeps the classes it had.
  [[nodiscard]] engine::SloClassId draw(std::uint64_t seed, std::uint64_t number) const;
};

}  // namespace servesweep::io
