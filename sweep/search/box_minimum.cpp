#include "sweep/search/box_minimum.h"

#include <nlopt.h>

#include <cmath>
#include <limits>
#include <memory>
#include <type_traits>

namespace servesweep::sweep {
namespace {

constexpr double kVeryHigh = 1e100;

struct Descent {
  Descent(const SmoothFunction& function_to_descend, const Eigen::VectorXd& start)
      : function(function_to_descend), gradient(start) {
    best.x = start;
    best.value = std::numeric_limits<double>::infinity();
  }

  const SmoothFunction& function;
  BoxMinimum best;
  Eigen::VectorXd gradient;
};

double evaluate(unsigned size, const double* x, double* gradient, void* data) {
  Descent& descent = *static_cast<Descent*>(data);
  const Eigen::VectorXd point = Eigen::Map<const Eigen::VectorXd>(x, size);
  double value = descent.function(point, descent.gradient);
  if (!std::isfinite(value) || !descent.gradient.allFinite()) {
    value = kVeryHigh;
    descent.gradient.setZero();
  }
  if (value < descent.best.value) {
    descent.best.x = point;
    descent.best.value = value;
  }
  if (gradient != nullptr) Eigen::Map<Eigen::VectorXd>(gradient, size) = descent.gradient;
  return value;
}

using Handle = std::unique_ptr<std::remove_pointer_t<nlopt_opt>, decltype(&nlopt_destroy)>;

}  // namespace

BoxMinimum minimise_in_box(const SmoothFunction& function, const Box& box,
                           const Eigen::VectorXd& start, int max_evaluations) {
  Eigen::VectorXd x = start.cwiseMax(box.lower).cwiseMin(box.upper);
  Descent descent(function, x);
  const Handle search(nlopt_create(NLOPT_LD_LBFGS, static_cast<unsigned>(x.size())), nlopt_destroy);
  nlopt_set_lower_bounds(search.get(), box.lower.data());
  nlopt_set_upper_bounds(search.get(), box.upper.data());
  nlopt_set_min_objective(search.get(), evaluate, &descent);
  nlopt_set_maxeval(search.get(), max_evaluations);
  nlopt_set_ftol_abs(search.get(), 1e-7);
  double value = 0;
  // Its status is of no use: a stop by lost precision has found the minimum all the same.
  (void)nlopt_optimize(search.get(), x.data(), &value);
  return descent.best;
}

}  // namespace servesweep::sweep
