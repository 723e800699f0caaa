#pragma once

#include <string>

#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// What a result folder belongs to, 32 hexadecimal digits: the plan with the names under which its
/// results are stored, and which request tables it promises. Whatever changes one of these needs a
/// folder of its own; objectives and claims change no run and may change in place. A search that
/// learns also depends on its settings, its objectives, and all that its strategies say. `plan`: as
/// it is before the search.
[[nodiscard]] std::string folder_identity(const Study& study, const Plan& plan);

}  // namespace servesweep::sweep
