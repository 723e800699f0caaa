#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep manual`: the manual page, for man(1).
[[nodiscard]] Verb manual_verb();

}  // namespace servesweep::sweep
