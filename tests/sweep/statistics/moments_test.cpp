#include "sweep/statistics/moments.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace moments_test {

using namespace servesweep::sweep;

TEST_CASE("means and covariances by hand") {
  const std::vector<double> a{1, 2, 3, 6};  // mean 3, deviations −2 −1 0 3
  const std::vector<double> b{4, 0, 2, 2};  // mean 2, deviations 2 −2 0 0
  CHECK(mean_of(a) == 3);
  CHECK(covariance_of(a, a) == doctest::Approx(14.0 / 3));
  CHECK(covariance_of(b, b) == doctest::Approx(8.0 / 3));
  CHECK(covariance_of(a, b) == doctest::Approx(-2.0 / 3));
}

TEST_CASE("equal values have exactly their mean and no variance") {
  const std::vector<double> tenths(3, 0.1);  // 0.1 + 0.1 + 0.1 is not 0.3 in binary
  CHECK(mean_of(tenths) == 0.1);
  CHECK(covariance_of(tenths, tenths) == 0);
}

TEST_CASE("a large offset does not eat the variance") {
  const std::vector<double> values{1e9 + 1, 1e9 + 2, 1e9 + 3};
  CHECK(covariance_of(values, values) == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("nothing and infinity have no mean") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(std::isnan(mean_of({})));
  CHECK(std::isnan(mean_of(std::vector<double>{1, infinity})));
  CHECK(std::isnan(mean_of(std::vector<double>{infinity, 1})));
  CHECK(std::isnan(mean_of(std::vector<double>{1, std::nan("")})));
}

}  // namespace moments_test
