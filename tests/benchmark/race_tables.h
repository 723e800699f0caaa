#pragma once

#include <string>
#include <vector>

#include "tests/benchmark/search_race.h"
#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// One contestant's searches, by seed; at least one.
struct RaceEntry {
  std::string name;
  std::vector<RaceTrace> traces;
};

/// The greatest hypervolume that any search found; 0 if none found any.
[[nodiscard]] double best_hypervolume(const std::vector<RaceEntry>& entries);

/// Adds what was found by certain times up to `seconds`, as shares of `best`, and when 90, 95 and
/// 99 % of it were found.
void report_race_times(const std::vector<RaceEntry>& entries, double seconds, double best,
                       Report& report);

/// Adds what a simulation and a decision took, and what was found with certain numbers of points.
void report_race_points(const std::vector<RaceEntry>& entries, double best, Report& report);

}  // namespace servesweep::benchmark
