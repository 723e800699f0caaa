#pragma once

#include <filesystem>
#include <string>

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep history`: what a search has tried, in order, and what it gained.
[[nodiscard]] Verb history_verb();

/// Where the search of a folder stands, in a line. Precondition: its study's search learns.
[[nodiscard]] std::string standing_of(const std::filesystem::path& folder);

}  // namespace servesweep::sweep
