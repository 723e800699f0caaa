#pragma once

#include "io/table/table.h"
#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// The ranks of a study at work for programs: a row each, under the keys and in the units that
/// live.json has, behind `member` (of a shared folder) and `rank`.
[[nodiscard]] io::Table status_rank_rows(const LiveStanding& live);

}  // namespace servesweep::sweep
