#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sweep/cli/results.h"
#include "sweep/cli/verb.h"
#include "sweep/ranking/judged_claim.h"

namespace servesweep::sweep {

/// `servesweep claims FOLDER`: whether what the study expected is so.
[[nodiscard]] Verb claims_verb();

/// The judged claims of a result folder, whose metrics it loads.
[[nodiscard]] std::vector<JudgedClaim> judge_folder(Results& results, double confidence);

/// "claims: 3 held, 1 undecided; servesweep claims FOLDER" of a folder whose study makes claims.
[[nodiscard]] std::string claims_line(const std::filesystem::path& folder);

}  // namespace servesweep::sweep
