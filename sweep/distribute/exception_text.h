#pragma once

#include <string>

namespace servesweep::sweep {

/// What the exception that is being handled says. Never empty, since an empty text means "no error"
/// in messages and reports. Precondition: called within a catch block.
[[nodiscard]] std::string exception_text();

}  // namespace servesweep::sweep
