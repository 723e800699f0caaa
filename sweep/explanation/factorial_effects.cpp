#include "sweep/explanation/factorial_effects.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sweep/statistics/holm.h"

namespace servesweep::sweep {
namespace {

/// A linear combination of the values of some combinations.
using Contrast = std::map<MechanismSet, double>;

constexpr double kEffectRounding = 1e-13;

/// Estimates contrasts of one metric, seed by seed.
class Contrasts {
 public:
  Contrasts(const CombinationValues& values, double confidence)
      : values_(values), confidence_(confidence) {}

  [[nodiscard]] PairedDifference estimate(const Contrast& contrast) const {
    const std::vector<double>& baseline = values_.at(0);
    std::vector<SeedPair> pairs;
    for (std::size_t seed = 0; seed < baseline.size(); ++seed) {
      double effect = 0, size = 0;
      for (const auto& [taken, weight] : contrast) {
        effect += weight * values_.at(taken)[seed];
        size += std::abs(weight * values_.at(taken)[seed]);
      }
      // Else nothing at all looks certain.
      if (std::abs(effect) <= kEffectRounding * size) effect = 0;
      pairs.push_back({.treatment = baseline[seed] + effect, .baseline = baseline[seed]});
    }
    return paired_difference(pairs, confidence_);
  }

 private:
  const CombinationValues& values_;
  double confidence_;
};

double factorial(std::size_t n) {
  return std::tgamma(static_cast<double>(n) + 1);
}

/// Effect of mechanism i: Σ over settings of the others of weight(size)·(with − without).
template <class WeightOf>
Contrast effect_contrast(MechanismSet all, std::size_t i, WeightOf weight_of) {
  const MechanismSet bit = MechanismSet{1} << i;
  Contrast contrast;
  for (MechanismSet taken = 0; taken <= all; ++taken) {
    if ((taken & bit) != 0) continue;
    const double weight = weight_of(static_cast<std::size_t>(std::popcount(taken)));
    contrast[taken | bit] += weight;
    contrast[taken] -= weight;
  }
  return contrast;
}

/// Σ over subsets of the mechanisms, signed by how many are missing, averaged over the others.
Contrast interaction_contrast(MechanismSet all, MechanismSet mechanisms) {
  const int others = std::popcount(all) - std::popcount(mechanisms);
  const double weight = std::ldexp(1.0, -others);
  Contrast contrast;
  for (MechanismSet taken = 0; taken <= all; ++taken) {
    const bool odd = std::popcount(mechanisms & ~taken) % 2 == 1;
    contrast[taken] = odd ? -weight : weight;
  }
  return contrast;
}

void add_interactions(const Contrasts& contrasts, MechanismSet all, FactorialEffects& effects) {
  std::vector<double> p_values;
  for (MechanismSet mechanisms = 0; mechanisms <= all; ++mechanisms) {
    if (std::popcount(mechanisms) < 2) continue;
    effects.interactions.push_back(
        {.mechanisms = mechanisms,
         .effect = contrasts.estimate(interaction_contrast(all, mechanisms))});
  }
  std::ranges::stable_sort(effects.interactions, {}, [](const Interaction& interaction) {
    return std::popcount(interaction.mechanisms);
  });
  for (const Interaction& one : effects.interactions) p_values.push_back(one.effect.p_value);
  const std::vector<double> adjusted = holm(p_values);
  for (std::size_t i = 0; i < adjusted.size(); ++i) {
    effects.interactions[i].adjusted_p_value = adjusted[i];
  }
}

void adjust_left_out(std::vector<MechanismEffect>& effects) {
  std::vector<double> p_values;
  for (const MechanismEffect& effect : effects) p_values.push_back(effect.left_out.p_value);
  const std::vector<double> adjusted = holm(p_values);
  for (std::size_t i = 0; i < adjusted.size(); ++i) effects[i].left_out_adjusted_p = adjusted[i];
}

/// Both averages over the settings of the others.
void add_averages(const Contrasts& contrasts, MechanismSet all, std::size_t count,
                  FactorialEffects& effects) {
  for (std::size_t i = 0; i < count; ++i) {
    MechanismEffect& effect = effects.mechanisms[i];
    effect.main = contrasts.estimate(effect_contrast(
        all, i, [count](std::size_t) { return std::ldexp(1.0, 1 - static_cast<int>(count)); }));
    effect.share = contrasts.estimate(effect_contrast(all, i, [count](std::size_t size) {
      return factorial(size) * factorial(count - size - 1) / factorial(count);
    }));
  }
}

}  // namespace

FactorialEffects factorial_effects(const CombinationValues& values, std::size_t mechanisms,
                                   double confidence) {
  const Contrasts contrasts(values, confidence);
  const MechanismSet all = (MechanismSet{1} << mechanisms) - 1;
  FactorialEffects effects;
  Contrast total{{all, 1.0}};
  total[0] -= 1;
  effects.total = contrasts.estimate(total);
  Contrast beyond = total;
  for (std::size_t i = 0; i < mechanisms; ++i) {
    const MechanismSet bit = MechanismSet{1} << i;
    Contrast alone{{bit, 1.0}}, left_out{{all & ~bit, 1.0}};
    alone[0] -= 1;
    left_out[all] -= 1;
    for (const auto& [taken, weight] : alone) beyond[taken] -= weight;
    effects.mechanisms.push_back({.alone = contrasts.estimate(alone),
                                  .left_out = contrasts.estimate(left_out),
                                  .main = {},
                                  .share = {}});
  }
  adjust_left_out(effects.mechanisms);
  std::erase_if(beyond, [](const auto& entry) { return entry.second == 0; });
  effects.beyond_sum = contrasts.estimate(beyond);
  effects.all_combinations = mechanisms <= kFullFactorialMechanisms;
  if (effects.all_combinations) {
    add_averages(contrasts, all, mechanisms, effects);
    add_interactions(contrasts, all, effects);
  }
  return effects;
}

}  // namespace servesweep::sweep
