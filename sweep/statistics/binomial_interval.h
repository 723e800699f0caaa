#pragma once

#include <cstddef>

#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// Interval of a probability of which `held` of `n` independent trials are known: covers it at
/// least with `confidence` (in (0, 1)), whatever it is. C. J. Clopper, E. S. Pearson, "The use of
/// confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934.
/// [0, 1] without trials. Precondition: held ≤ n.
[[nodiscard]] Interval binomial_interval(std::size_t held, std::size_t n, double confidence);

}  // namespace servesweep::sweep
