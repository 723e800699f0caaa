#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep report`: one page on a folder's results.
[[nodiscard]] Verb report_verb();

}  // namespace servesweep::sweep
