#pragma once

#include <cstddef>
#include <vector>

#include "io/yaml/document.h"

namespace servesweep::sweep {

/// The items of a list that has at most `most`: each is compared with the others, or has rows and
/// columns of its own. Problem at the list, before any item is looked at, if there are more.
[[nodiscard]] std::vector<io::Document> limited_items(const io::Document& list, std::size_t most);

}  // namespace servesweep::sweep
