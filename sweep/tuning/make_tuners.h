#pragma once

#include <memory>
#include <vector>

#include "sweep/study/study.h"
#include "sweep/tuning/director.h"
#include "sweep/tuning/tuner.h"

namespace servesweep::sweep {

/// What searches each strategy of a study, by strategy; none for the baseline, which is fixed. A
/// strategy's default point is its first attempt. `method`: that of the study, or what was chosen
/// for `auto`. Precondition: it learns, and is not `auto`.
[[nodiscard]] std::vector<std::unique_ptr<Tuner>> make_tuners(const Study& study,
                                                              SearchMethod method);

/// As the study says.
[[nodiscard]] Pace pace_of(const Search& search);

}  // namespace servesweep::sweep
