#include "sweep/sensitivity/design_analysis.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/sensitivity/sobol_indices.h"
#include "sweep/sensitivity/surrogate_response.h"
#include "tests/sweep/search/sobol_table.h"
#include "tests/sweep/sensitivity/test_functions.h"
#include "tests/sweep/study/conditional_space.h"

namespace servesweep::sweep::design_analysis_test {
namespace {

/// Ishigami's three parameters, and a report about them.
struct Bench {
  ParameterSpace parameters = space_of(
      "parameters: {a: {range: [0, 1], grid: 2}, b: {range: [0, 1], grid: 2}, c: {range: [0, 1], "
      "grid: 2}}");
  SearchSpace space{parameters};
  std::vector<Factor> factors = factors_of(parameters);
  std::vector<FactorLevels> levels = levels_of(parameters);
  SaltelliDesign design{factors, 256, 3};
  SensitivityReport report;

  Bench() {
    report.is_relative = false;
    for (std::size_t i = 0; i < 3; ++i) report.factors.push_back({factors[i], levels[i]});
  }
  void analyse_all(const DesignResponse& response) {
    analyse(design, MainEffects(factors, levels, space, design),
            Resample::everything(design.rows(), 1).rows, response, report);
    judge_importance(std::nan(""), report);
  }
  void check_ishigami() const {
    const KnownIndices known = ishigami_indices();
    for (Eigen::Index i = 0; i < 3; ++i) {
      const FactorSensitivity& one = report.factors[static_cast<std::size_t>(i)];
      CAPTURE(i);
      CHECK(one.first.interval.contains(known.first[i]));
      CHECK(one.total.interval.contains(known.total[i]));
      CHECK(one.importance == Importance::matters);
      CHECK(one.on_average->responses.size() == 9);
    }
  }
};

}  // namespace

TEST_CASE("a design gives indices, verdicts and curves") {
  Bench bench;
  const Eigen::VectorXd values = values_at(bench.design.points(), ishigami);
  bench.analyse_all({.at = [&](const auto&, auto) { return values; }});
  bench.check_ishigami();
  // E[f | b] = 7 sin²(b): least in the middle and at both ends, where b is −π, 0, π.
  const EffectCurve& curve = *bench.report.factors[1].on_average;
  const double swing = 7;
  CHECK(curve.swing == doctest::Approx(swing).epsilon(0.1));
  CHECK((curve.range.best == 0 || curve.range.best == 4 || curve.range.best == 8));
  CHECK(bench.report.threshold == kLeastShare);
}

TEST_CASE("seeds that disagree widen the intervals") {
  Bench alike, apart;
  const Eigen::VectorXd one = values_at(alike.design.points(), ishigami);
  const Eigen::VectorXd other =
      values_at(alike.design.points(), [](const auto& u) { return 30 * u[2] * u[0]; });
  Eigen::MatrixXd values(one.size(), 3);
  values << one, one, one;
  alike.analyse_all(
      {.at = [&](const auto& w, auto) -> Eigen::VectorXd { return values * w; }, .seeds = 3});
  values << one, other, one;
  apart.analyse_all(
      {.at = [&](const auto& w, auto) -> Eigen::VectorXd { return values * w; }, .seeds = 3});
  CHECK(apart.report.factors[1].total.interval.half_width() >
        1.5 * alike.report.factors[1].total.interval.half_width());
}

TEST_CASE("a model of 60 points gives intervals with the true indices inside") {
  const auto smooth = [](const Eigen::RowVectorXd& u) {
    return std::sin(3 * u[0]) + 2 * u[1] * u[1] * (0.5 + u[0]) + 0.1 * u[2];
  };
  const SaltelliDesign large(real_factors(3), 32768, 8);
  const SobolIndices known = sobol_indices(large.table(values_at(large.points(), smooth)));
  Bench bench;
  const UnitPoints points = sobol_table(11, 0, 60, 3);
  const RelativeResponse seen(values_at(points, smooth), Eigen::RowVectorXd::Zero(1),
                              ResponseScale::change);
  Surrogate surrogate(DimensionKinds(3), Surrogate::Curve::identity);
  surrogate.fit_from_many_starts({points, seen.mean(), Eigen::VectorXd::Zero(60)});
  const SurrogateResponse response(surrogate, seen, bench.design.points());
  CHECK(response.unknown_share() < 0.02);
  bench.analyse_all(
      {.at = [&](const auto& w, auto path) { return response.at(w, path); }, .paths = 50});
  for (Eigen::Index i = 0; i < 3; ++i) {
    const FactorSensitivity& one = bench.report.factors[static_cast<std::size_t>(i)];
    CHECK(one.first.interval.contains(known.first[i]));
    CHECK(one.total.value == doctest::Approx(known.total[i]).epsilon(0.15));
  }
}

TEST_CASE("magnitudes are judged against the largest, and against chance") {
  SensitivityReport report;
  report.method = SensitivityMethod::morris;
  const auto add = [&](double value, Interval interval) {
    report.factors.push_back({.factor = {.name = "x"}, .levels = {}});
    report.factors.back().magnitude = {value, interval};
  };
  add(100, {80, 120});
  add(6, {4, 8});
  add(1, {0, 2});
  judge_importance(std::nan(""), report);
  CHECK(report.threshold == 5);
  CHECK(report.factors[0].importance == Importance::matters);
  CHECK(report.factors[1].importance == Importance::unclear);
  CHECK(report.factors[2].importance == Importance::negligible);
  // As small as chance is not the same as nothing.
  judge_importance(9, report);
  CHECK(report.threshold == 9);
  CHECK(report.factors[1].importance == Importance::unclear);
  CHECK(report.factors[2].importance == Importance::negligible);
  judge_importance(90, report);
  CHECK(report.factors[0].importance == Importance::unclear);
}

TEST_CASE("as good as the best is a share of the metric, not of the change") {
  SensitivityReport report;  // relative: −0.5 is half of the baseline
  report.within = 0.1;
  const auto curve = curve_of({{-0.5}, {-0.46}, {-0.44}, {std::nan("")}}, report);
  REQUIRE(curve);
  CHECK(curve->good == std::vector<std::size_t>{0, 1});  // 0.5 and 0.54, not 0.56
  CHECK(curve->swing == doctest::Approx(0.06));
  report.scale = ResponseScale::logarithm;
  CHECK(curve_of({{std::log(0.5)}, {std::log(0.549)}, {std::log(0.56)}}, report)->good ==
        std::vector<std::size_t>{0, 1});
  CHECK_FALSE(curve_of({{std::nan("")}}, report));
}

}  // namespace servesweep::sweep::design_analysis_test
