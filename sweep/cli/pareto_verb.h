#pragma once

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// `servesweep pareto FOLDER`: the best trade-offs of a study, and how sure they are.
[[nodiscard]] Verb pareto_verb();

}  // namespace servesweep::sweep
