#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/table/table.h"
#include "sweep/cli/results.h"

namespace servesweep::sweep {

/// "Incomplete: 3 of 10 runs are missing, 1 failed." Empty if all runs of the plan are done.
/// `workload`: count its runs only.
[[nodiscard]] std::string incomplete_note(const Results& results,
                                          std::optional<std::int64_t> workload = std::nullopt);

/// What stands above all figures where runs are missing or failed, or a search is not finished, as
/// remarks with an empty line after them; nothing where all is there. `consequence`: a sentence on
/// what the figures are of.
[[nodiscard]] std::string incomplete_lead(const Results& results,
                                          std::optional<std::int64_t> workload,
                                          const std::string& consequence, io::TableFormat format);

}  // namespace servesweep::sweep
