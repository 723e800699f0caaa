#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Seeds that a study does not have, to judge its criteria on: those that it states, or as many as
/// it has, at least 30, far from what studies use; `count` of them if that is given.
[[nodiscard]] std::vector<std::uint64_t> fresh_seeds(const Study& study,
                                                     std::optional<std::size_t> count = {});

}  // namespace servesweep::sweep
