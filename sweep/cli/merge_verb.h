#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep merge FOLDER --to FILE.h5`: all runs and requests of a folder in one HDF5 file.
[[nodiscard]] Verb merge_verb();

}  // namespace servesweep::sweep
