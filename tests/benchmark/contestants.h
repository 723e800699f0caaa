#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sweep/study/study.h"
#include "sweep/tuning/director.h"

namespace servesweep::benchmark {

/// Ways to search that race against each other: bayes, nsga2, cmaes and race as studies have them,
/// sobol (scrambled Sobol' points) and sobol-local (SobolLocal).
[[nodiscard]] std::vector<std::string> contestant_names();

/// How a contestant is to search.
struct Contest {
  std::string name;             ///< one of the contestants
  std::uint64_t seed = 0;       ///< of the search
  std::size_t race_points = 1;  ///< in the first heat of race
  std::size_t global = 1;       ///< Sobol' points of sobol-local
  std::size_t seeds = 0;        ///< of the study; 0: as it says
  double horizon = 1;           ///< of race: share of a run in its first heats
};

/// The study of a file of configs/studies with the search of this contestant, without a limit of
/// points. `scratch`: an empty folder for a copy.
[[nodiscard]] sweep::Study contest_study(const std::string& study, const Contest& contest,
                                         const std::filesystem::path& scratch);

/// What leads the search of the study's first strategy, its default point first.
[[nodiscard]] sweep::Director contest_director(const sweep::Study& study, const Contest& contest);

}  // namespace servesweep::benchmark
