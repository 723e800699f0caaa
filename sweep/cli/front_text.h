#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/front_view.h"

namespace servesweep::sweep {

/// The front of one workload for people: its points, those that may well belong to it and the
/// baseline; the hypervolume; and what to know about them.
[[nodiscard]] std::string front_text(const FrontView& view, std::size_t workload,
                                     io::TableFormat format);

/// Whether its table has a row for a point, when it has so many before: the baseline, and the first
/// of those that are on the front or may belong to it.
[[nodiscard]] bool is_shown(const FrontPoint& point, const Front& front, std::size_t rows);

}  // namespace servesweep::sweep
