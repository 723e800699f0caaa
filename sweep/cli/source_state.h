#pragma once

#include <string>

namespace servesweep::sweep {

/// Which sources the program was built from.
struct SourceState {
  std::string commit = "unknown";  ///< of Git; unknown of sources that are no checkout
  bool modified = false;           ///< whether tracked files differed from it
};

/// The state that main() has told; only the program itself is linked anew when a commit changes
/// nothing else.
[[nodiscard]] const SourceState& source_state();
void tell_source_state(SourceState state);

}  // namespace servesweep::sweep
