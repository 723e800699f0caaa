#pragma once

#include <string>

namespace servesweep::benchmark {

/// What the figures were measured on, in one line: processor, cores that this process may use,
/// compiler, kind of build.
[[nodiscard]] std::string machine_text();

}  // namespace servesweep::benchmark
