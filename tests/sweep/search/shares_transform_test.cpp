#include "sweep/search/shares_transform.h"

#include <doctest/doctest.h>

#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <numeric>

#include "engine/random/stream.h"
#include "sweep/study/rounded.h"

namespace servesweep::sweep::shares_transform_test {

TEST_CASE("shares by hand") {
  // Two names: the last share is the coordinate.
  CHECK(shares_at(std::vector{0.25}) == std::vector{0.75, 0.25});
  // Three: √0.25 = 1/2 is left behind the first, of which 0.2 is left behind the second.
  CHECK(shares_at(std::vector{0.25, 0.2}) == std::vector{0.5, 0.4, 0.1});
  CHECK(shares_at(std::vector{0.0, 0.7}) == std::vector{1.0, 0.0, 0.0});
  CHECK(shares_at(std::vector{1.0, 1.0}) == std::vector{0.0, 0.0, 1.0});
}

TEST_CASE("the position of shares decodes to them: to the last digit where they add up to 1") {
  const std::vector<double> tenths{0.2, 0.0, 0.5, 0.3};
  CHECK(shares_at(position_of_shares(tenths)) == tenths);
  for (const int steps : {1, 7, 30}) {
    for (int first = 0; first <= steps; ++first) {
      for (int second = 0; first + second <= steps; ++second) {
        std::vector<double> shares;
        for (const int units : {first, second, steps - first - second}) {
          shares.push_back(rounded(static_cast<double>(units) / steps, 12));
        }
        const std::vector<double> again = shares_at(position_of_shares(shares));
        for (std::size_t i = 0; i < 3; ++i) {
          CHECK(std::abs(again[i] - shares[i]) < 2e-12);
          CHECK((again[i] == 0) == (shares[i] == 0));
        }
      }
    }
  }
}

TEST_CASE("where nothing is left, the coordinate is the middle") {
  CHECK(position_of_shares(std::vector{1.0, 0.0, 0.0}) == std::vector{0.0, 0.5});
}

TEST_CASE("uniform positions are uniform on the simplex") {
  // On the uniform simplex of n = 4 every share is Beta(1, 3): mean 1/4, variance 3/80.
  constexpr int kDraws = 4000;
  const double tolerance = 4 * std::sqrt(3.0 / 80 / kDraws);  // standard errors of a mean
  std::vector<double> sums(4, 0);
  std::vector<int> above_half(4, 0);
  for (int i = 0; i < kDraws; ++i) {
    engine::Stream stream(7, engine::StreamPurpose("test.shares"), static_cast<std::uint64_t>(i));
    std::vector<double> position(3);
    for (double& one : position) one = boost::random::uniform_01<double>{}(stream);
    const std::vector<double> shares = shares_at(position);
    REQUIRE(std::accumulate(shares.begin(), shares.end(), 0.0) ==
            doctest::Approx(1).epsilon(1e-11));
    for (std::size_t k = 0; k < 4; ++k) {
      sums[k] += shares[k];
      above_half[k] += shares[k] > 0.5 ? 1 : 0;
    }
  }
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(std::abs(sums[k] / kDraws - 0.25) < tolerance);
    // P(share > 1/2) = (1/2)³ = 1/8; four standard deviations of the binomial.
    CHECK(std::abs(above_half[k] - kDraws / 8.0) < 4 * std::sqrt(kDraws * 7 / 64.0));
  }
}

}  // namespace servesweep::sweep::shares_transform_test
