#include "sweep/sensitivity/sobol_indices.h"

#include <doctest/doctest.h>

#include "sweep/sensitivity/resampling.h"
#include "sweep/sensitivity/saltelli_design.h"
#include "tests/sweep/sensitivity/test_functions.h"

namespace servesweep::sweep::sobol_indices_test {
namespace {

template <class Function>
Eigen::MatrixXd table_of(Function function, Eigen::Index factors, Eigen::Index rows,
                         std::uint64_t seed) {
  const SaltelliDesign design(real_factors(factors), rows, seed);
  return design.table(values_at(design.points(), function));
}

/// First-order indices, then total ones.
std::vector<Estimate> estimates_of(const Eigen::MatrixXd& table) {
  return Bootstrap(table.rows(), 1, 0.95).estimate([&](const Resample& resample) {
    const SobolIndices indices = sobol_indices(table(resample.rows, Eigen::all));
    Eigen::VectorXd both(2 * indices.first.size());
    both << indices.first, indices.total;
    return both;
  });
}

/// By index: how many of so many randomisations have the truth in their interval.
template <class Function>
std::vector<int> covered(Function function, const KnownIndices& known, Eigen::Index rows,
                         int randomisations) {
  Eigen::VectorXd truth(2 * known.first.size());
  truth << known.first, known.total;
  std::vector<int> hits(static_cast<std::size_t>(truth.size()), 0);
  for (int seed = 0; seed < randomisations; ++seed) {
    const auto estimates = estimates_of(
        table_of(function, known.first.size(), rows, static_cast<std::uint64_t>(seed)));
    for (std::size_t i = 0; i < hits.size(); ++i) {
      hits[i] += estimates[i].interval.contains(truth[static_cast<Eigen::Index>(i)]) ? 1 : 0;
    }
  }
  return hits;
}

}  // namespace

TEST_CASE("indices by hand") {
  // Two rows, one factor: f(A) = 0, 2; f(B) = 4, 6; f(A with B's) = 1, 5. All: mean 3, variance
  // (5 + 5 + 4)/3, S = ((4 − 3)(1 − 0) + (6 − 3)(5 − 2))/2/V = 15/14. A and the last: mean 2,
  // variance (2 + 5)/2, T = (1 + 9)/4/V' = 5/7.
  Eigen::MatrixXd table(2, 3);
  table << 0, 4, 1, 2, 6, 5;
  const SobolIndices indices = sobol_indices(table);
  CHECK(indices.first[0] == doctest::Approx(15.0 / 14));
  CHECK(indices.total[0] == doctest::Approx(5.0 / 7));
  // Where zero is and what the unit is does not matter.
  const SobolIndices moved = sobol_indices(((7 * table).array() + 1e6).matrix());
  CHECK(moved.first[0] == doctest::Approx(15.0 / 14));
}

TEST_CASE("a constant has no indices, a factor without effect has index 0") {
  CHECK(std::isnan(sobol_indices(Eigen::MatrixXd::Constant(4, 3, 2)).total[0]));
  const Eigen::MatrixXd table = table_of([](const auto& x) { return x[0]; }, 2, 16, 1);
  CHECK(sobol_indices(table).first[1] == 0);
  CHECK(sobol_indices(table).total[1] == 0);
}

TEST_CASE("Ishigami's function has its published indices") {
  const KnownIndices known = ishigami_indices();
  CHECK((known.first - Eigen::Vector3d(0.3139, 0.4424, 0)).cwiseAbs().maxCoeff() < 1e-4);
  CHECK((known.total - Eigen::Vector3d(0.5576, 0.4424, 0.2437)).cwiseAbs().maxCoeff() < 1e-4);
  const SobolIndices indices = sobol_indices(table_of(ishigami, 3, 16384, 1));
  CHECK((indices.first - known.first).cwiseAbs().maxCoeff() < 0.005);
  CHECK((indices.total - known.total).cwiseAbs().maxCoeff() < 0.005);
  for (std::size_t i = 0; i < 6; ++i) {
    const Estimate estimate = estimates_of(table_of(ishigami, 3, 1024, 2))[i];
    CHECK(estimate.interval.contains(i < 3 ? known.first[static_cast<Eigen::Index>(i)]
                                           : known.total[static_cast<Eigen::Index>(i) - 3]));
  }
}

TEST_CASE("Sobol's g function has its closed form") {
  const SobolIndices indices = sobol_indices(table_of(g_function, 8, 16384, 1));
  CHECK((indices.first - g_indices().first).cwiseAbs().maxCoeff() < 0.01);
  CHECK((indices.total - g_indices().total).cwiseAbs().maxCoeff() < 0.01);
}

TEST_CASE("intervals cover the truth about as often as they say, mostly more often") {
  // Rows of a Sobol' sequence fall more evenly than the bootstrap knows. Of 50 randomisations at
  // 95 %, 43 is 3 σ below 47.5.
  std::vector<int> hits = covered(ishigami, ishigami_indices(), 256, 50);
  for (const int one : covered(g_function, g_indices(), 256, 50)) hits.push_back(one);
  double sum = 0;
  for (const int one : hits) {
    CHECK(one >= 43);
    sum += one;
  }
  CHECK(sum / static_cast<double>(50 * hits.size()) >= 0.95);
}

}  // namespace servesweep::sweep::sobol_indices_test
