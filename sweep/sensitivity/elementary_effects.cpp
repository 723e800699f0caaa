#include "sweep/sensitivity/elementary_effects.h"

#include <cmath>
#include <vector>

#include "sweep/statistics/moments.h"

namespace servesweep::sweep {

ElementaryEffects elementary_effects(const Eigen::MatrixXd& effects) {
  const Eigen::Index factors = effects.cols();
  ElementaryEffects result{Eigen::VectorXd(factors), Eigen::VectorXd(factors),
                           Eigen::VectorXd(factors)};
  std::vector<double> known, sizes;
  for (Eigen::Index i = 0; i < factors; ++i) {
    known.clear();
    sizes.clear();
    for (const double effect : effects.col(i)) {
      if (std::isnan(effect)) continue;
      known.push_back(effect);
      sizes.push_back(std::abs(effect));
    }
    result.mean[i] = mean_of(known);
    result.magnitude[i] = mean_of(sizes);
    result.deviation[i] = known.size() < 2 ? std::nan("") : std::sqrt(covariance_of(known, known));
  }
  return result;
}

}  // namespace servesweep::sweep
