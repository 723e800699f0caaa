#pragma once

#include <cstdint>
#include <span>

#include "sweep/saturation/load_measure.h"
#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// When a rate is sustainable.
struct SustainabilityRule {
  double goodput = 0.99;     ///< least share of requests within their targets
  double growth = 0.01;      ///< largest share of the load that may stay undone
  double confidence = 0.95;  ///< of each verdict
  /// How often a verdict may be asked for, each time with more seeds: by Bonferroni's inequality
  /// all of them together keep the confidence.
  int looks = 1;
};

enum class Sustainability : std::uint8_t { sustainable, unsustainable, undecided };

/// The criterion that a rate fails, or that leaves it undecided.
enum class LoadLimit : std::uint8_t { none, goodput, growth };

/// A figure over seeds: its mean and one-sided confidence bounds on either side.
struct BoundedMean {
  double mean = 0;
  Interval bounds;
};

struct SustainabilityVerdict {
  Sustainability verdict = Sustainability::undecided;
  LoadLimit limit = LoadLimit::none;
  BoundedMean goodput, growth;
};

/// Sustainable: the lower bound of the goodput is at least the rule's and the upper bound of the
/// growth at most the rule's, so that the burden of proof is on the rate. Unsustainable: one of the
/// bounds on the other side fails. One-sided Student t bounds over seeds, and for "sustainable"
/// both at the full level (intersection-union test: R. L. Berger, Technometrics 24, 1982). One seed
/// has no bounds, and is undecided.
[[nodiscard]] SustainabilityVerdict judge(std::span<const LoadMeasure> seeds,
                                          const SustainabilityRule& rule);

/// The words for them in tables and files.
[[nodiscard]] const char* name_of(Sustainability verdict);
[[nodiscard]] const char* name_of(LoadLimit limit);

}  // namespace servesweep::sweep
