#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep completion`: what a shell reads to complete commands.
[[nodiscard]] Verb completion_verb();

}  // namespace servesweep::sweep
