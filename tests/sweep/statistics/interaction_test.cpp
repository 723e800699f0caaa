#include "sweep/statistics/interaction.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace servesweep::sweep::interaction_test {

TEST_CASE("effects add up in the unit or as ratios, over the seeds that all have") {
  const SeedValues base = {{1, 100}, {2, 200}, {3, 10}};
  const std::vector<SeedValues> parts = {{{1, 130}, {2, 260}}, {{1, 120}, {2, 210}, {3, 11}}};
  const SeedValues sum = {{1, 150}, {2, 270}};  // 130 + 120 - 100, 260 + 210 - 200
  CHECK(without_interaction(parts, base, EffectScale::additive) == sum);
  const SeedValues product = without_interaction(parts, base, EffectScale::multiplicative);
  REQUIRE(product.size() == 2);
  CHECK(product[0].second == doctest::Approx(156));  // 100 · 1.3 · 1.2
  CHECK(product[1].second == doctest::Approx(273));  // 200 · 1.3 · 1.05
}

TEST_CASE("three changes: each adds its own effect on the base") {
  const SeedValues base = {{7, 10}};
  const std::vector<SeedValues> parts = {{{7, 12}}, {{7, 15}}, {{7, 9}}};
  CHECK(without_interaction(parts, base, EffectScale::additive) == SeedValues{{7, 16}});
  CHECK(without_interaction(parts, base, EffectScale::multiplicative)[0].second ==
        doctest::Approx(10 * 1.2 * 1.5 * 0.9));
}

TEST_CASE("there is no ratio to 0") {
  const std::vector<SeedValues> parts = {{{1, 1}}, {{1, 2}}};
  CHECK(
      std::isnan(without_interaction(parts, {{1, 0}}, EffectScale::multiplicative).front().second));
  CHECK(without_interaction(parts, {{1, 0}}, EffectScale::additive).front().second == 3);
}

/// Two changes that add 3 and 5 to a base that varies with the seed, and each observation with
/// noise of its own. The interval of the interaction, 0, covers it in 95 % of experiments: of
/// 1,000, 950 ± 3·√(1000·0.95·0.05) = 929 to 971.
TEST_CASE("an interaction that is not there is found as often as the confidence says") {
  std::mt19937_64 generator(20260701);
  std::normal_distribution<double> spread(100, 20), noise(0, 2);
  int covered = 0;
  for (int experiment = 0; experiment < 1000; ++experiment) {
    SeedValues base, both;
    std::vector<SeedValues> parts(2);
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      const double level = spread(generator);
      base.emplace_back(seed, level + noise(generator));
      parts[0].emplace_back(seed, level + 3 + noise(generator));
      parts[1].emplace_back(seed, level + 5 + noise(generator));
      both.emplace_back(seed, level + 8 + noise(generator));
    }
    const SeedValues sum = without_interaction(parts, base, EffectScale::additive);
    covered += paired_difference(pair_by_seed(both, sum)).difference.contains(0) ? 1 : 0;
  }
  CHECK(covered >= 929);
  CHECK(covered <= 971);
}

TEST_CASE("scales have words") {
  CHECK(std::string(name_of(EffectScale::additive)) == "additive");
  CHECK(std::string(name_of(EffectScale::multiplicative)) == "multiplicative");
}

}  // namespace servesweep::sweep::interaction_test
