#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/claims_view.h"

namespace servesweep::sweep {

/// Judged claims for people, as text or Markdown: a table of one row per claim, and remarks on what
/// it does not show.
[[nodiscard]] std::string claims_text(const ClaimsView& view, io::TableFormat format);

}  // namespace servesweep::sweep
