#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep verify FOLDER`: recounts a result folder, every byte of it.
[[nodiscard]] Verb verify_verb();

}  // namespace servesweep::sweep
