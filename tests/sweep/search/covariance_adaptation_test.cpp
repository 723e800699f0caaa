#include "sweep/search/covariance_adaptation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "sweep/search/draws.h"

namespace servesweep::sweep::covariance_adaptation_test {
namespace {

using Function = std::function<double(const Eigen::VectorXd&)>;

Eigen::MatrixXd ranked_draws(const CovarianceAdaptation& search, const Function& function,
                             engine::Stream& stream) {
  const Eigen::Index n = search.mean().size();
  std::vector<std::pair<double, Eigen::VectorXd>> draws;
  for (std::size_t i = 0; i < search.population(); ++i) {
    Eigen::VectorXd normals(n);
    for (double& one : normals) one = normal(stream);
    Eigen::VectorXd x = search.point(normals);
    draws.emplace_back(function(x), x);
  }
  std::ranges::stable_sort(draws, {}, &std::pair<double, Eigen::VectorXd>::first);
  Eigen::MatrixXd ranked(n, static_cast<Eigen::Index>(draws.size()));
  for (std::size_t i = 0; i < draws.size(); ++i) {
    ranked.col(static_cast<Eigen::Index>(i)) = draws[i].second;
  }
  return ranked;
}

double weighted_squares(const Eigen::VectorXd& x) {
  return x[0] * x[0] + 1e4 * x[1] * x[1];
}

}  // namespace

TEST_CASE("the mean moves to the weighted mean of the best half") {
  CovarianceAdaptation search(Eigen::VectorXd::Zero(1), 1, 4);
  Eigen::MatrixXd ranked(1, 4);
  ranked << 1, 0.5, -0.5, -1;
  // Weights ln 2.5 and ln 1.25, normalised.
  const double first = std::log(2.5), second = std::log(1.25);
  search.learn(ranked);
  CHECK(search.mean()[0] == doctest::Approx((first + 0.5 * second) / (first + second)));
}

TEST_CASE("a step from far away counts as √n + 2n/(n + 2) deviations") {
  CovarianceAdaptation near(Eigen::VectorXd::Zero(2), 1, 4), far = near;
  Eigen::MatrixXd ranked(2, 4);
  ranked << 1, 0.5, -0.5, -1, 0, 0.1, 0.2, 0.3;
  Eigen::MatrixXd other = ranked;
  ranked.col(0) << std::sqrt(2.0) + 1, 0;
  other.col(0) << 1e6, 0;
  near.learn(ranked);
  far.learn(other);
  CHECK(far.mean().isApprox(near.mean()));
  CHECK(far.deviations().isApprox(near.deviations()));
}

TEST_CASE("the covariance becomes the inverse Hessian, up to its scale") {
  CovarianceAdaptation search(Eigen::Vector2d(3, 3), 1, 6);
  engine::Stream stream(1, engine::StreamPurpose("test"), 0);
  for (int i = 0; i < 150; ++i) search.learn(ranked_draws(search, weighted_squares, stream));
  // Curvatures 1 and 10⁴: deviations 100 : 1, within the factor that a generation of 6 leaves.
  const double ratio = search.deviations()[0] / search.deviations()[1];
  CHECK(ratio > 30);
  CHECK(ratio < 300);
  CHECK(weighted_squares(search.mean()) < 1e-6);
}

TEST_CASE("the step grows on a slope and shrinks at a minimum") {
  const auto slope = [](const Eigen::VectorXd& x) { return x.sum(); };
  const auto bowl = [](const Eigen::VectorXd& x) { return x.squaredNorm(); };
  for (const auto& [function, grows] : {std::pair<Function, bool>{slope, true}, {bowl, false}}) {
    CovarianceAdaptation search(Eigen::VectorXd::Zero(5), 1, 8);
    engine::Stream stream(1, engine::StreamPurpose("test"), 0);
    for (int i = 0; i < 60; ++i) search.learn(ranked_draws(search, function, stream));
    CHECK((search.deviations().norm() > 10 * std::sqrt(5.0)) == grows);
    CHECK((search.deviations().norm() < 0.1 * std::sqrt(5.0)) == !grows);
  }
}

}  // namespace servesweep::sweep::covariance_adaptation_test
