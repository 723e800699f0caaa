#pragma once

#include <string>
#include <vector>

namespace servesweep::sweep {

/// The remarks of a text that a verb prints as Markdown: its items of lists, each on one line. So a
/// report says in the same words what there is to know about the same figures.
[[nodiscard]] std::vector<std::string> remarks_in(const std::string& markdown);

/// What there is to know about several things, each with a name: a remark that all have is said
/// once, another one begins with the names of those that it is about.
struct NamedRemarks {
  std::string name;
  std::vector<std::string> remarks;
};
[[nodiscard]] std::vector<std::string> joined_remarks(const std::vector<NamedRemarks>& all);

}  // namespace servesweep::sweep
