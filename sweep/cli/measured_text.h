#pragma once

#include <string>

#include "sweep/criteria/judged_criterion.h"

namespace servesweep::sweep {

/// The figure behind a verdict for people, with its interval to the digits that this supports:
/// "-19.1 % [-27.6, -9.4]", "180.2 [171.5, 188.9]", "97 % [83, 100]"; "-" if there is none. `unit`
/// of its metric; "1" for none.
[[nodiscard]] std::string measured_text(const Measured& measured, const std::string& unit);

/// The same without the interval.
[[nodiscard]] std::string brief_measured_text(const Measured& measured, const std::string& unit);

}  // namespace servesweep::sweep
