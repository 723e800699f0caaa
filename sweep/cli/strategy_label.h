#pragma once

#include <string>

#include "sweep/study/study.h"

namespace servesweep::sweep {

/// The kind of one of a study's strategies, in a word; empty if its file does not say.
[[nodiscard]] std::string kind_word(const Study& study, const std::string& strategy);

/// A strategy as tables for people name it: a bound is "NAME (bound)", so that nobody takes what
/// cannot be built for a winner.
[[nodiscard]] std::string strategy_label(const Study& study, const std::string& strategy);

}  // namespace servesweep::sweep
