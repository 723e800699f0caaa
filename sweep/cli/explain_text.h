#pragma once

#include <string>

#include "io/table/table.h"
#include "sweep/cli/explain_view.h"

namespace servesweep::sweep {

/// An explanation for people: in words, then the tables behind the words. `format`: text or
/// markdown.
[[nodiscard]] std::string explain_text(const ExplainView& view, io::TableFormat format);

}  // namespace servesweep::sweep
