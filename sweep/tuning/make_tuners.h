#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "sweep/search/optimiser_method.h"
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

/// Points that nsga2 and cmaes learn from together: a generation. Where points are under way ahead
/// of what is known, how many are proposed together no longer says it. Then nsga2 has its usual
/// population if generations are smaller, and cmaes three quarters of what is under way if that is
/// more than usual: with fewer, it learns over and over from points of the same old distribution
/// (docs/search.md has figures). Of other methods: a generation as usual.
[[nodiscard]] std::size_t population_at(OptimiserMethod method, std::size_t dimensions,
                                        const Pace& pace);

}  // namespace servesweep::sweep
