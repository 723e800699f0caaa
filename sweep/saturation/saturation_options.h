#pragma once

#include <cstdint>

#include "sweep/saturation/sustainability.h"

namespace servesweep::sweep {

/// How a saturation rate is searched for.
struct SaturationOptions {
  SustainabilityRule rule{};
  double tolerance = 0.01;      ///< relative distance of the rates between which it lies
  std::int64_t requests = 0;    ///< of a run; 0: as many as it takes, see SaturationSearch
  std::size_t most_seeds = 32;  ///< for a rate that few seeds leave undecided
  int threads = 1;
};

}  // namespace servesweep::sweep
