#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sweep/cli/results.h"
#include "sweep/ranking/regimes.h"
#include "sweep/study/arrival_span.h"

namespace servesweep::sweep {

/// The regimes of a study and what they are shown with. Refers to everything.
struct RegimesView {
  const Results& results;
  const RegimesQuestion& question;
  const std::vector<Regime>& regimes;
  const std::vector<ArrivalSpan>& spans;  ///< by regime, of the study's first seed

  [[nodiscard]] const WorkloadFile& workload(const Regime& regime) const {
    return results.study.workloads()[static_cast<std::size_t>(regime.workload)];
  }
};

/// What arrives under a seed, by regime.
[[nodiscard]] std::vector<ArrivalSpan> arrival_spans(const Study& study,
                                                     const std::vector<Regime>& regimes,
                                                     std::uint64_t seed);

/// The load of a workload as a fraction of the baseline's saturation rate; NaN if the study does
/// not state it so.
[[nodiscard]] double saturation_fraction(const Study& study, const std::string& workload);

/// "yes", "no" or "undecided"; "" without a measuring window.
[[nodiscard]] const char* stationary_word(const RegimeRow& row);

}  // namespace servesweep::sweep
