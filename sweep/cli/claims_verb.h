#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep claims FOLDER`: whether what the study expected is so.
[[nodiscard]] Verb claims_verb();

/// "claims: 3 held, 1 undecided; servesweep claims FOLDER" of a folder whose study makes claims.
[[nodiscard]] std::string claims_line(const std::filesystem::path& folder);

}  // namespace servesweep::sweep
