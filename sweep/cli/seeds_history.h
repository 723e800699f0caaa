#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/cli/results.h"
#include "sweep/run/seed_decision.h"

namespace servesweep::sweep {

/// One row per round of seeds by need: how many comparisons wanted more, how many runs they and the
/// baseline got, and how many seeds the neediest has after it.
[[nodiscard]] io::Table seeds_history_table(const std::vector<SeedDecision>& decisions);

/// The rounds that the journal of a folder holds.
[[nodiscard]] std::vector<SeedDecision> seed_decisions_of(const io::ResultFolder& folder);

/// Where seeds by need stand, in a line. Precondition: the study takes them so.
[[nodiscard]] std::string seeds_standing_of(Results& results);
/// The same of a folder.
[[nodiscard]] std::string seeds_standing_of(const std::filesystem::path& folder);

}  // namespace servesweep::sweep
