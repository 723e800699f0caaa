#pragma once

#include <cstdint>
#include <span>

#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

/// On which scale effects of several changes are expected to add up.
enum class EffectScale : std::uint8_t {
  additive,        ///< in the metric's unit: a change of 3 ms and one of 2 ms make 5 ms
  multiplicative,  ///< in ratios, i.e. on the logarithm: twice and three times make six times
};

/// The word for a scale in study files and tables.
[[nodiscard]] const char* name_of(EffectScale scale);

/// What changes would give together if none altered the effect of another. `parts[i]`: the metric
/// with change i alone, `base`: with none of them, all by seed. Per seed that all of them have,
/// with k parts aᵢ and base b:
///
///   additive         Σ aᵢ − (k − 1)·b
///   multiplicative   Π aᵢ / b^(k−1), NaN if b = 0
///
/// What all changes together give, minus this, is their interaction: the contrast ab − a − b + (1)
/// of a factorial experiment (D. C. Montgomery, "Design and Analysis of Experiments", chapter 6),
/// per seed, so that paired_difference() holds for it. An effect that adds up on one scale does not
/// on the other. Precondition: at least two parts.
[[nodiscard]] SeedValues without_interaction(std::span<const SeedValues> parts,
                                             const SeedValues& base, EffectScale scale);

}  // namespace servesweep::sweep
