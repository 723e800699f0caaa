#pragma once

#include <string>

namespace servesweep::io {

/// The shortest decimal text that reads back as exactly this double; "nan" if it is not a number.
/// Used wherever a figure is exported, so that equal results give equal bytes.
[[nodiscard]] std::string number_text(double value);

}  // namespace servesweep::io
