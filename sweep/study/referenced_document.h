#pragma once

#include "io/yaml/document.h"

namespace servesweep::sweep {

/// The document that a node stands for: a map is itself, a text is the path of a file, relative to
/// the folder of the file that names it. Problem at the node if there is no such file, naming the
/// nearest.
[[nodiscard]] io::Document referenced_document(const io::Document& node);

}  // namespace servesweep::sweep
