#pragma once

#include "sweep/cli/command_line.h"
#include "tests/benchmark/topic.h"

namespace servesweep::benchmark {

/// For the help of the topic that races are part of.
inline constexpr const char* kRaceHelp =
    "--race: who finds how much in how much time? Every contestant searches a strategy of a\n"
    "study, on one thread, for so many seconds of computing: deciding and simulating. The\n"
    "hypervolume is relative to the baseline's point. Contestants: those of 'search:', sobol,\n"
    "and sobol-local, which steps from the best of its first half at no cost.";

/// --race and what belongs to it; --seeds is the topic's.
void add_race_options(sweep::CommandLine& line);

/// Lets the contestants race, one search per contestant and seed.
[[nodiscard]] Report race_report(const sweep::CommandLine& line);

}  // namespace servesweep::benchmark
