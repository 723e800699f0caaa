#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/saturation_view.h"

namespace servesweep::sweep {

/// For people: every rate that was tried, in rising order, and what was found.
[[nodiscard]] std::string saturation_text(const SaturationView& view, io::TableFormat format);

}  // namespace servesweep::sweep
