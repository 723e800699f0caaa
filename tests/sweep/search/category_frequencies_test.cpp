#include "sweep/search/category_frequencies.h"

#include <doctest/doctest.h>

#include <cmath>

namespace servesweep::sweep::category_frequencies_test {

TEST_CASE("the categories of the best half become more frequent, the others do not vanish") {
  CategoryFrequencies frequencies(4);
  CHECK(frequencies.shares() == Eigen::Vector4d::Constant(0.25));
  frequencies.learn({2, 2, 0, 1});
  // A rate of 1/5 to a frequency of 1; 0.2 is above the floor of 1/40.
  CHECK(frequencies.shares().isApprox(Eigen::Vector4d(0.2, 0.2, 0.4, 0.2)));
  for (int i = 0; i < 100; ++i) frequencies.learn({2, 2, 0, 1});
  CHECK(frequencies.shares()[0] == doctest::Approx(0.025).epsilon(0.03));
  CHECK(frequencies.shares().sum() == doctest::Approx(1));
}

TEST_CASE("draws have these frequencies") {
  CategoryFrequencies frequencies(3);
  frequencies.learn({0, 0, 1, 2});
  constexpr int kDraws = 4000;
  engine::Stream stream(1, engine::StreamPurpose("test"), 0);
  Eigen::Vector3d counts = Eigen::Vector3d::Zero();
  for (int i = 0; i < kDraws; ++i) {
    counts[static_cast<Eigen::Index>(frequencies.draw(stream))] += 1;
  }
  for (Eigen::Index i = 0; i < 3; ++i) {
    const double share = frequencies.shares()[i];
    CHECK(std::abs(counts[i] / kDraws - share) < 4 * std::sqrt(share * (1 - share) / kDraws));
  }
}

}  // namespace servesweep::sweep::category_frequencies_test
