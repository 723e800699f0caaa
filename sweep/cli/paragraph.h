#pragma once

#include <cstddef>
#include <string>

namespace servesweep::sweep {

/// A text as a paragraph of lines up to kTableColumns wide, its first line indented by `indent`
/// blanks and the others by `hanging` more.
[[nodiscard]] std::string paragraph(const std::string& text, std::size_t indent,
                                    std::size_t hanging = 2);

/// Every line of a text as a paragraph of its own, indented as it is; those that fit stay as they
/// are. `hanging` as above: as wide as the labels, blanks and all, where lines begin with one.
[[nodiscard]] std::string paragraphs(const std::string& lines, std::size_t hanging = 2);

}  // namespace servesweep::sweep
