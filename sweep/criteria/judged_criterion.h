#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sweep/criteria/point_figures.h"
#include "sweep/statistics/two_sided_doubt.h"
#include "sweep/study/criterion.h"

namespace servesweep::sweep {

/// The figure by which a criterion was judged.
struct Measured {
  enum class Kind : std::uint8_t {
    nothing,
    change,  ///< of the mean from the baseline's, or for `below` from the other metric's
    value,   ///< the strategy's own mean
    share,   ///< of seeds
    words,   ///< what another verb found
  };
  Kind kind = Kind::nothing;
  std::string metric{};       ///< whose figure; of several parts the one least sure to hold
  PairedDifference change{};  ///< of change
  double value = 0;           ///< of value and share
  Interval interval{};        ///< of value (Student's t) and share (binomial)
  std::string words{};        ///< of words
};

/// Whether a seed by itself fulfils a criterion.
struct SeedMark {
  std::uint64_t seed = 0;
  bool held = false;

  friend bool operator==(const SeedMark&, const SeedMark&) = default;
};

/// A criterion and what the figures of a strategy say about it.
struct JudgedCriterion {
  Finding finding = Finding::undecided;
  TwoSidedDoubt doubt{};
  Measured measured{};
  std::vector<SeedMark> seeds{};  ///< those that strategy and baseline have, in rising order
  std::string reason{};           ///< why, where the figure does not say it

  [[nodiscard]] std::size_t held_seeds() const;
};

/// A strategy against the baseline on one workload, over the seeds that both have. Refers to all.
struct Contest {
  const FiguresOfMetrics& strategy;
  const FiguresOfMetrics& baseline;
  std::span<const std::string> classes;  ///< of the workload
  double confidence = 0.95;
};

/// Judges a threshold on the means: the margin by which a seed exceeds it (Threshold::margin())
/// must have a mean above 0, by Student's t over seeds. For a relative threshold that is the test
/// behind Fieller's interval of the change, which lies wholly beyond the threshold exactly if the
/// threshold is held. A strategy that completes a smaller share of the requests than the baseline,
/// or than a part of it that the threshold tolerates, fails what does not count the others as
/// missed if that is certain, and is undecided if it may be chance (service_doubt()). A seed by
/// itself does not hold then.
[[nodiscard]] JudgedCriterion judge_threshold(const Threshold& threshold, const Contest& contest);

/// Judges a criterion. Of every class: all thresholds of all classes, an intersection
/// (doubt_of_all()). On each seed: the share of seeds to come on which all thresholds hold
/// (doubt_of_share()). Precondition: the kind is not judged_by.
[[nodiscard]] JudgedCriterion judge_criterion(const Criterion& criterion, const Contest& contest);

/// The figure of a part of a criterion of every class: of the metric of one class, by which the
/// criterion was judged elsewhere. Nothing if the criterion has no such part.
[[nodiscard]] Measured measured_part(const Criterion& criterion, const std::string& metric,
                                     const Contest& contest);

}  // namespace servesweep::sweep
