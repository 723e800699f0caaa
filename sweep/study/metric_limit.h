#pragma once

#include <string>

#include "io/yaml/document.h"

namespace servesweep::sweep {

/// Refuses a bound on the mean of a metric that is 0 to 1 by its nature (a share of something, or a
/// Jain index, of all requests or of a class) if no mean can be at least (`at_least`) or at most so
/// much. `bound`: the node that states it.
void check_reachable(const io::Document& bound, const std::string& metric, bool at_least);

}  // namespace servesweep::sweep
