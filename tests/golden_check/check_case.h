#pragma once

#include <filesystem>

#include "engine/simulate.h"
#include "tests/golden_check/differences.h"

namespace servesweep::golden {

/// Simulates the golden case in `folder` (config.json, trace.csv) and compares everything that was
/// recorded there: requests.csv, summary.json and, if present, steps.csv and decisions.csv; each
/// CSV may carry ".gz". Throws engine::Problem if a file is missing, malformed, or asks for
/// something that the engine does not have.
[[nodiscard]] Differences check_case(engine::Simulator& simulator,
                                     const std::filesystem::path& folder);

}  // namespace servesweep::golden
