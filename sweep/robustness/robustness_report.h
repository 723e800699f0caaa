#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sweep/criteria/judged_criterion.h"
#include "sweep/robustness/robustness_study.h"

namespace servesweep::sweep {

/// What becomes of a win elsewhere. Surely: the whole interval over paired
/// seeds says so.
enum class Endurance : std::uint8_t {
  home,        ///< where it was found: what the others are measured by
  unaffected,  ///< every figure is that of home: the case says nothing of the win
  holds,       ///< surely at least half of the gain at home
  shrinks,     ///< surely better, and surely by less than half of that gain
  vanishes,    ///< neither better nor worse for sure, but surely better by less than half of it
  reverses,    ///< surely worse, or fewer requests are served
  better,      ///< surely, but whether by half as much as at home is not known, or home has no gain
  undecided,   ///< neither, nor is there an answer about half of the gain
  worse,       ///< surely, where home has no gain
  unknown,     ///< there is no figure
};

/// The word for it.
[[nodiscard]] const char* name_of(Endurance endurance);

/// One contest in one case.
struct RobustnessRow {
  std::size_t contest = 0, one = 0;  ///< positions in RobustnessStudy::contests() and cases()
  PairedDifference change{};
  Endurance endurance = Endurance::unknown;
  std::string reason{};  ///< where the figure does not say why
};

/// Every contest in every case, case by case.
struct RobustnessReport {
  std::vector<RobustnessRow> rows{};
  double confidence = 0.95;
  std::size_t simulations = 0;
};

/// What becomes of a gain: `gain` is by which part of the other's figure the strategy is surely
/// better at home, 0 if it is not. Each verdict stands by itself, unadjusted; each "surely" is
/// wrong at most once in forty at 0.95 if figures are normal and the gain at home is what was
/// measured. So few seeds make a case better or undecided, never one that shrinks or vanishes.
[[nodiscard]] Endurance endurance_of(const RobustnessContest& contest, const Contest& figures,
                                     double gain);

/// Simulates all strategies that are compared in all cases, on the seeds of the file; nothing is
/// stored. `threads`: 0 = as many as there are; no figure depends on it.
[[nodiscard]] RobustnessReport robustness_report(const RobustnessStudy& robustness,
                                                 double confidence, int threads);

}  // namespace servesweep::sweep
