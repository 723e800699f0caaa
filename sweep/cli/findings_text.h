#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/findings_view.h"

namespace servesweep::sweep {

/// Judged findings for people. As text: a table of one row per finding, then each statement with
/// the reason for its verdict. As Markdown: a table with both, then the claims of each.
[[nodiscard]] std::string findings_text(const FindingsView& view, io::TableFormat format);

}  // namespace servesweep::sweep
