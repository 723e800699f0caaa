#include "sweep/saturation/sustainability.h"

#include <vector>

#include "sweep/statistics/mean_interval.h"

namespace servesweep::sweep {
namespace {

/// Each end of the interval alone is a bound at the rule's confidence, over all looks.
BoundedMean bounded(std::span<const LoadMeasure> seeds, double LoadMeasure::*figure,
                    const SustainabilityRule& rule) {
  std::vector<double> values;
  values.reserve(seeds.size());
  for (const LoadMeasure& seed : seeds) values.push_back(seed.*figure);
  const double two_sided = 1 - 2 * (1 - rule.confidence) / rule.looks;
  const MeanInterval interval = mean_interval(values, two_sided);
  return {interval.mean, interval.interval()};
}

}  // namespace

SustainabilityVerdict judge(std::span<const LoadMeasure> seeds, const SustainabilityRule& rule) {
  SustainabilityVerdict result;
  result.goodput = bounded(seeds, &LoadMeasure::goodput, rule);
  result.growth = bounded(seeds, &LoadMeasure::growth, rule);
  const bool is_good = result.goodput.bounds.lower >= rule.goodput;
  const bool is_steady = result.growth.bounds.upper <= rule.growth;
  const bool is_bad = result.goodput.bounds.upper < rule.goodput;
  const bool is_growing = result.growth.bounds.lower > rule.growth;
  if (is_good && is_steady) {
    result.verdict = Sustainability::sustainable;
    return result;
  }
  // Growth is the cause where both fail: who waits ever longer misses every target in the end.
  result.verdict = is_bad || is_growing ? Sustainability::unsustainable : Sustainability::undecided;
  const bool by_growth = is_growing || (!is_bad && !is_steady);
  result.limit = by_growth ? LoadLimit::growth : LoadLimit::goodput;
  return result;
}

const char* name_of(Sustainability verdict) {
  switch (verdict) {
    case Sustainability::sustainable:
      return "sustainable";
    case Sustainability::unsustainable:
      return "not sustainable";
    case Sustainability::undecided:
      return "undecided";
  }
  return "unknown";
}

const char* name_of(LoadLimit limit) {
  switch (limit) {
    case LoadLimit::none:
      return "";
    case LoadLimit::goodput:
      return "goodput";
    case LoadLimit::growth:
      return "growth";
  }
  return "unknown";
}

}  // namespace servesweep::sweep
