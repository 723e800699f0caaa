#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>

namespace servesweep::sweep {

/// A response at fixed points, as far as it is known: it may be one of several functions that agree
/// with what was seen.
struct DesignResponse {
  /// One value per point, given weights of the seeds, of the function of that number.
  std::function<Eigen::VectorXd(const Eigen::VectorXd& seed_weights, std::uint64_t path)> at;
  std::uint64_t paths = 1;  ///< functions
  Eigen::Index seeds = 1;
};

}  // namespace servesweep::sweep
