#pragma once

#include <string>
#include <vector>

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// What bash reads to complete commands of servesweep: verbs, options, the words between which an
/// option lets one choose, files and folders. It needs nothing but bash 4; the package
/// bash-completion only finds it.
[[nodiscard]] std::string bash_completion(const std::vector<Verb>& verbs);

}  // namespace servesweep::sweep
