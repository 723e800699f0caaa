#pragma once

#include <string>

#include "io/yaml/document.h"

namespace servesweep::sweep {

/// The name of a study, strategy, workload or model: it becomes part of file names and tables, so
/// it is made of letters, digits, - _ . and starts with a letter or digit. Problem otherwise.
[[nodiscard]] std::string read_name(const io::Document& node);

}  // namespace servesweep::sweep
