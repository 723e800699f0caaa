#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/front_view.h"

namespace servesweep::sweep {

/// The front of one workload for people: its points, those that may well belong to it and the
/// baseline; the hypervolume; and what to know about them.
[[nodiscard]] std::string front_text(const FrontView& view, std::size_t workload,
                                     io::TableFormat format);

}  // namespace servesweep::sweep
