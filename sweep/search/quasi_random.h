#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "engine/random/stream.h"

namespace servesweep::sweep {

/// The first `points` points of a Sobol' sequence in [0, 1)^dimensions, one row each, all shifted
/// by one random vector modulo 1. Equal arguments give equal points.
///
/// Sources: Joe & Kuo, SIAM J. Sci. Comput. 30 (2008), in Boost.Random; random shift: Cranley &
/// Patterson, SIAM J. Numer. Anal. 13 (1976).
[[nodiscard]] Eigen::MatrixXd shifted_sobol(std::uint64_t seed, engine::StreamPurpose purpose,
                                            std::uint64_t index, Eigen::Index points,
                                            Eigen::Index dimensions);

/// The same points as standard normal numbers.
[[nodiscard]] Eigen::MatrixXd quasi_normal(std::uint64_t seed, engine::StreamPurpose purpose,
                                           std::uint64_t index, Eigen::Index points,
                                           Eigen::Index dimensions);

/// A number in [0, 1).
[[nodiscard]] double uniform(engine::Stream& stream);
/// A standard normal number.
[[nodiscard]] double normal(engine::Stream& stream);

}  // namespace servesweep::sweep
