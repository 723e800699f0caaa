#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/regimes_view.h"

namespace servesweep::sweep {

/// The regimes for people: a table of the loads, one of the strategies at each, and a sentence on
/// each strategy. `format`: text or markdown.
[[nodiscard]] std::string regimes_text(const RegimesView& view, io::TableFormat format);

}  // namespace servesweep::sweep
