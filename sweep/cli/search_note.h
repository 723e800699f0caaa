#pragma once

#include <string>

#include "sweep/cli/results.h"

namespace servesweep::sweep {

/// "The search is not finished: 24 of at most 305 simulations are there, and better points may
/// come." Empty if it is, or if the study's search does not learn.
[[nodiscard]] std::string unfinished_search_note(const Results& results);

}  // namespace servesweep::sweep
