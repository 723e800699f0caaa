#pragma once

#include <string>
#include <vector>

#include "sweep/study/study.h"

namespace servesweep::sweep {

/// The kind of one of a study's strategies, in a word; empty if its file does not say.
[[nodiscard]] std::string kind_word(const Study& study, const std::string& strategy);

/// A strategy as tables for people name it: a bound is "NAME (bound)", so that nobody takes what
/// cannot be built for a winner.
[[nodiscard]] std::string strategy_label(const Study& study, const std::string& strategy);

/// The strategies of a study that are bounds: they read what no real system knows.
[[nodiscard]] std::vector<std::string> bounds_of(const Study& study);

}  // namespace servesweep::sweep
