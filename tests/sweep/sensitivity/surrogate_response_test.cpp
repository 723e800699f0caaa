#include "sweep/sensitivity/surrogate_response.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/search/sobol_table.h"
#include "tests/sweep/sensitivity/test_functions.h"

namespace servesweep::sweep::surrogate_response_test {
namespace {

/// 40 points of two seeds, of which the second sees half as much.
struct Bench {
  Bench() {
    points = sobol_table(5, 0, 40, 2);
    values.resize(40, 2);
    values.col(0) = values_at(points, [](const auto& u) { return 20 + 10 * std::sin(3 * u[0]); });
    values.col(1) = values.col(0) / 2;
    const Eigen::VectorXd told = modelled(seen(), seen().mean());
    surrogate.fit({points, told, Eigen::VectorXd::Zero(40)});
  }
  [[nodiscard]] RelativeResponse seen() const {
    return {values, Eigen::RowVector2d(20, 20), ResponseScale::change};
  }
  UnitPoints points;
  Eigen::MatrixXd values;
  Surrogate surrogate{DimensionKinds(2), Surrogate::Curve::chosen};
};

}  // namespace

TEST_CASE("functions go through what was seen and differ where nothing was") {
  const Bench bench;
  UnitPoints where(3, 2);
  where << bench.points.row(3), bench.points.row(17), 0.5, 0.5;
  const SurrogateResponse response(bench.surrogate, bench.seen(), where);
  const Eigen::Vector2d alike(0.5, 0.5);
  CHECK(response.mean()[0] == doctest::Approx(bench.seen().mean()[3]).epsilon(0.01));
  CHECK(response.at(alike, 9)[1] == doctest::Approx(bench.seen().mean()[17]).epsilon(0.02));
  CHECK(response.at(alike, 9)[2] != response.at(alike, 10)[2]);
  CHECK(response.at(alike, 9) == response.at(alike, 9));
  CHECK(response.unknown_share() < 0.05);
  // Seen by the second seed alone, everything is half of what the first sees.
  const Eigen::VectorXd first = response.at(Eigen::Vector2d(1, 0), 4),
                        second = response.at(Eigen::Vector2d(0, 1), 4);
  CHECK(second[0] == doctest::Approx((first[0] + 1) / 2 - 1).epsilon(0.02));
}

TEST_CASE("the spread of functions is that of the belief") {
  Bench bench;
  bench.surrogate = Surrogate(DimensionKinds(2), Surrogate::Curve::identity);
  const std::vector<Eigen::Index> few = {0, 1, 2, 3, 4, 5, 6, 7};
  const RelativeResponse seen(bench.values(few, Eigen::all), Eigen::RowVector2d(20, 20),
                              ResponseScale::change);
  bench.surrogate.fit(
      {bench.points(few, Eigen::all), modelled(seen, seen.mean()), Eigen::VectorXd::Zero(8)});
  const UnitPoints where = Eigen::RowVector2d(0.99, 0.01);
  const SurrogateResponse response(bench.surrogate, seen, where);
  Eigen::VectorXd drawn(SurrogateResponse::kPaths);
  for (Eigen::Index i = 0; i < drawn.size(); ++i) {
    const double value = response.at(Eigen::Vector2d(0.5, 0.5), static_cast<std::uint64_t>(i))[0];
    drawn[i] = bench.surrogate.transform().standardised(value + 1);
  }
  const Belief belief = bench.surrogate.process().at(where);
  const double variance = (drawn.array() - drawn.mean()).square().mean();
  // Of 250 draws: 3 σ of the mean is 0.19 deviations, of the variance 27 %.
  CHECK(std::abs(drawn.mean() - belief.mean[0]) < 0.19 * std::sqrt(belief.variance[0]));
  CHECK(variance == doctest::Approx(belief.variance[0]).epsilon(0.27));
}

}  // namespace servesweep::sweep::surrogate_response_test
