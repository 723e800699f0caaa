#pragma once

namespace servesweep::sweep {

/// Version of the program, written into results; the same as the CMake project's.
inline constexpr const char* kVersion = SERVESWEEP_VERSION;

}  // namespace servesweep::sweep
