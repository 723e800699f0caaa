#include "sweep/statistics/seed_resamples.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace servesweep::sweep::test::seed_resamples_test {

TEST_CASE("seed resamples: each draws as many seeds as there are") {
  const SeedResamples resamples(7, 50);
  CHECK(resamples.size() == 50);
  for (std::size_t r = 0; r < resamples.size(); ++r) {
    const auto weights = resamples.weights(r);
    CHECK(weights.size() == 7);
    CHECK(std::accumulate(weights.begin(), weights.end(), 0U) == 7);
  }
}

TEST_CASE("seed resamples: a seed is drawn like a binomial of mean 1") {
  // Of n seeds, one is drawn with mean 1 and variance 1 − 1/n, and never with (1 − 1/n)ⁿ.
  constexpr std::size_t kSeeds = 5, kResamples = 20'000;
  const SeedResamples resamples(kSeeds, kResamples);
  for (std::size_t s = 0; s < kSeeds; ++s) {
    double sum = 0, squares = 0, never = 0;
    for (std::size_t r = 0; r < kResamples; ++r) {
      const double weight = resamples.weights(r)[s];
      sum += weight;
      squares += (weight - 1) * (weight - 1);
      never += weight == 0 ? 1 : 0;
    }
    CHECK(std::abs(sum / kResamples - 1) < 4 * std::sqrt(0.8 / kResamples));
    CHECK(squares / kResamples == doctest::Approx(0.8).epsilon(0.05));
    CHECK(never / kResamples == doctest::Approx(std::pow(0.8, 5)).epsilon(0.04));
  }
}

TEST_CASE("seed resamples: the same for the same number of seeds, and a longer list begins alike") {
  const SeedResamples few(4, 10), many(4, 100);
  for (std::size_t r = 0; r < 10; ++r) {
    CHECK(std::ranges::equal(few.weights(r), many.weights(r)));
  }
  CHECK(SeedResamples(0).size() == SeedResamples::kUsual);
}

}  // namespace servesweep::sweep::test::seed_resamples_test
