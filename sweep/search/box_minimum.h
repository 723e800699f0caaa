#pragma once

#include <Eigen/Core>
#include <functional>

namespace servesweep::sweep {

/// A smooth function with its gradient, which it writes into the second argument.
using SmoothFunction = std::function<double(const Eigen::VectorXd& x, Eigen::VectorXd& gradient)>;

struct BoxMinimum {
  Eigen::VectorXd x;
  double value = 0;
};

/// The bounds, each as long as x.
struct Box {
  Eigen::VectorXd lower;
  Eigen::VectorXd upper;
};

/// The lowest point that L-BFGS sees on its way down from `start` (which is moved into the box),
/// with at most `max_evaluations` of the function. Where the function is not finite, it counts as
/// very high. Deterministic: there is no limit of time.
///
/// Source: limited-memory quasi-Newton of Lukšan as in NLopt (LD_LBFGS).
[[nodiscard]] BoxMinimum minimise_in_box(const SmoothFunction& function, const Box& box,
                                         const Eigen::VectorXd& start, int max_evaluations);

}  // namespace servesweep::sweep
