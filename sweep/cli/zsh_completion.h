#pragma once

#include <string>
#include <vector>

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// The same as bash_completion() for zsh, with what verbs and options mean: the function
/// _servesweep in the form in which zsh finds it in a folder of its fpath.
[[nodiscard]] std::string zsh_completion(const std::vector<Verb>& verbs);

}  // namespace servesweep::sweep
