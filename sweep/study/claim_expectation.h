#pragma once

#include <string>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/statistics/expectation.h"

namespace servesweep::sweep {

/// What a claim expects: its keys `effect` (better, worse, none or value), and
///
///   at_least: 0.05   of better and worse: the relative change, 0 if left out
///   at_most: 0.5     of better and worse: no larger one; no limit if left out
///   within: 0.02     of none: the relative change that does not count
///   at_least: 0.99   of value: the least mean in the metric's unit, and/or
///   at_most: 1       the largest
///
/// `goal`: that of the claim's metric. Problem (file:line: field) for margins that do not belong to
/// the effect or are out of range, a value without a range, a decrease by 100 % or more.
[[nodiscard]] Expectation read_expectation(const io::Document& item, Goal goal);

/// Problem if the range of a `value` lies where the metric cannot be: fractions, hit rates and Jain
/// indices are 0 to 1.
void check_possible(const io::Document& item, const std::string& metric,
                    const Expectation& expectation);

/// Sets these keys in the form that read_expectation() reads.
void set_expectation(io::Value& claim, const Expectation& expectation);

}  // namespace servesweep::sweep
