#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep export FOLDER`: runs or requests as CSV or JSON lines, for any other tool.
[[nodiscard]] Verb export_verb();

}  // namespace servesweep::sweep
