#pragma once

#include <string>
#include <vector>

namespace servesweep::sweep {

/// The remarks of a text that a verb prints as Markdown: its items of lists, each on one line. So a
/// report says in the same words what there is to know about the same figures.
[[nodiscard]] std::vector<std::string> remarks_in(const std::string& markdown);

}  // namespace servesweep::sweep
