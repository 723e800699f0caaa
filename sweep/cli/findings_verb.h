#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep findings [STUDY...]`: runs studies that make claims, as far as their folders do not
/// hold them yet, and judges them in one table.
[[nodiscard]] Verb findings_verb();

}  // namespace servesweep::sweep
