#pragma once

#include <cstdint>

#include "sweep/statistics/goal.h"
#include "sweep/statistics/interval.h"

namespace servesweep::sweep {

/// What an interval of treatment − baseline says about the treatment; `equal`: no pair differs at
/// all, which is more than an interval says.
enum class Verdict : std::uint8_t { better, worse, undecided, equal };

/// Better or worse only if the whole interval lies strictly on one side of 0. An interval that
/// touches 0, is unbounded on both sides or has NaN ends decides nothing.
[[nodiscard]] Verdict verdict_of(const Interval& difference, Goal goal);

/// The word for a verdict in tables and files.
[[nodiscard]] const char* name_of(Verdict verdict);

}  // namespace servesweep::sweep
