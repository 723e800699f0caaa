#pragma once

#include "io/table/table.h"
#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// One row per rank: where it is, what its threads do, what it has done and what it would lose.
[[nodiscard]] io::Table status_ranks(const LiveStanding& live);

}  // namespace servesweep::sweep
