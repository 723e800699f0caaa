#include "sweep/explanation/factorial_effects.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>

namespace servesweep::sweep::factorial_effects_test {
namespace {

/// All combinations of so many mechanisms on three seeds that start from 100, 110, 130.
template <class EffectOf>
CombinationValues values_of(std::size_t mechanisms, EffectOf effect_of) {
  CombinationValues values;
  for (MechanismSet taken = 0; taken < MechanismSet{1} << mechanisms; ++taken) {
    for (const double start : {100.0, 110.0, 130.0}) {
      values[taken].push_back(start + effect_of(taken, start));
    }
  }
  return values;
}

bool has(MechanismSet taken, std::size_t mechanism) {
  return (taken >> mechanism & 1) != 0;
}

}  // namespace

TEST_CASE("effects that add up have no interaction, and every way to measure them agrees") {
  // a: −10 % of the start; b: +3; c: nothing.
  const auto values = values_of(3, [](MechanismSet taken, double start) {
    return (has(taken, 0) ? -0.1 * start : 0) + (has(taken, 1) ? 3 : 0);
  });
  const FactorialEffects effects = factorial_effects(values, 3, 0.95);
  CHECK(effects.total.mean_difference == doctest::Approx(3 - 34.0 / 3));
  const double expected[] = {-34.0 / 3, 3, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(effects.mechanisms[i].alone.mean_difference == doctest::Approx(expected[i]));
    CHECK(effects.mechanisms[i].left_out.mean_difference == doctest::Approx(-expected[i]));
    CHECK(effects.mechanisms[i].main.mean_difference == doctest::Approx(expected[i]));
    CHECK(effects.mechanisms[i].share.mean_difference == doctest::Approx(expected[i]));
  }
  CHECK(effects.mechanisms[2].share.difference == Interval{0, 0});
  CHECK(effects.beyond_sum.difference == Interval{0, 0});  // exactly: rounding is no effect
  REQUIRE(effects.interactions.size() == 4);
  for (const Interaction& one : effects.interactions) {
    CHECK(one.effect.difference == Interval{0, 0});
    CHECK(one.adjusted_p_value == 1);
  }
}

TEST_CASE("a known interaction") {
  // a: −10, b: −4, both: −20, that is 6 beyond their sum, a little more in later seeds.
  const auto values = values_of(2, [](MechanismSet taken, double start) {
    const double both = has(taken, 0) && has(taken, 1) ? -6 - (start - 110) / 10 : 0;
    return (has(taken, 0) ? -10 : 0) + (has(taken, 1) ? -4 : 0) + both;
  });
  const FactorialEffects effects = factorial_effects(values, 2, 0.95);
  // Beyond: −5, −6, −8: mean −19/3.
  CHECK(effects.beyond_sum.mean_difference == doctest::Approx(-19.0 / 3));
  CHECK(effects.beyond_sum.difference.upper < 0);
  REQUIRE(effects.interactions.size() == 1);
  CHECK(effects.interactions[0].mechanisms == 3);
  CHECK(effects.interactions[0].effect.mean_difference == doctest::Approx(-19.0 / 3));
  CHECK(effects.mechanisms[0].alone.mean_difference == doctest::Approx(-10));
  CHECK(effects.mechanisms[0].left_out.mean_difference == doctest::Approx(10 + 19.0 / 3));
  CHECK(effects.mechanisms[0].main.mean_difference == doctest::Approx(-10 - 19.0 / 6));
  // Holm of two, with Student's p of two degrees of freedom, 1 − t/√(t² + 2): standard error √7/3.
  const auto p_of = [](double mean) {
    const double t = mean * 3 / std::sqrt(7.0);
    return 1 - t / std::sqrt(t * t + 2);
  };
  CHECK(effects.mechanisms[0].left_out_adjusted_p == doctest::Approx(2 * p_of(10 + 19.0 / 3)));
  CHECK(effects.mechanisms[1].left_out_adjusted_p == doctest::Approx(p_of(4 + 19.0 / 3)));
  CHECK(effects.mechanisms[1].share.mean_difference == doctest::Approx(-4 - 19.0 / 6));
  CHECK(effects.total.baseline_mean == doctest::Approx(340.0 / 3));
}

TEST_CASE("shares add up to the whole effect, also with interactions of three") {
  // 6 only if all three are there: each has a third of it by symmetry; main effect 6/4.
  const auto values =
      values_of(3, [](MechanismSet taken, double) { return std::popcount(taken) == 3 ? 6 : 0; });
  const FactorialEffects effects = factorial_effects(values, 3, 0.95);
  double sum = 0;
  for (const MechanismEffect& effect : effects.mechanisms) {
    CHECK(effect.share.mean_difference == doctest::Approx(2));
    CHECK(effect.main.mean_difference == doctest::Approx(1.5));
    CHECK(effect.alone.mean_difference == 0);
    sum += effect.share.mean_difference;
  }
  CHECK(sum == doctest::Approx(effects.total.mean_difference));
  CHECK(effects.interactions.back().mechanisms == 7);
  CHECK(effects.interactions.back().effect.mean_difference == doctest::Approx(6));
  // Of two, averaged over the third: half of the times it is there.
  CHECK(effects.interactions.front().effect.mean_difference == doctest::Approx(3));
}

TEST_CASE("many mechanisms: alone, left out and beyond the sum") {
  CombinationValues values;
  for (const MechanismSet taken : ablation_design(6)) {
    values[taken] = {10.0 - std::popcount(taken), 20.0 - 2 * std::popcount(taken)};
  }
  const FactorialEffects effects = factorial_effects(values, 6, 0.95);
  CHECK(!effects.all_combinations);
  CHECK(effects.interactions.empty());
  CHECK(effects.mechanisms[5].alone.mean_difference == doctest::Approx(-1.5));
  CHECK(effects.mechanisms[5].left_out.mean_difference == doctest::Approx(1.5));
  CHECK(effects.beyond_sum.mean_difference == doctest::Approx(0));
}

TEST_CASE("no mechanism, no effect; one mechanism is all of it") {
  const FactorialEffects none = factorial_effects({{0, {1, 2}}}, 0, 0.95);
  CHECK(none.total.mean_difference == 0);
  CHECK(none.interactions.empty());
  const FactorialEffects one = factorial_effects({{0, {1, 2}}, {1, {3, 5}}}, 1, 0.95);
  CHECK(one.total.mean_difference == 2.5);
  CHECK(one.mechanisms[0].alone.mean_difference == 2.5);
  CHECK(one.mechanisms[0].left_out.mean_difference == -2.5);
  CHECK(one.mechanisms[0].share.mean_difference == 2.5);
  CHECK(one.beyond_sum.mean_difference == 0);
}

}  // namespace servesweep::sweep::factorial_effects_test
