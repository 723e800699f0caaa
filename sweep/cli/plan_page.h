#pragma once

#include <string>

#include "io/table/table.h"

namespace servesweep::sweep {

/// A plan for people: text as it is, but for lines that are too wide; in Markdown a heading, a
/// table of strategies and a list of everything else. `description`: Plan::describe(). `facts`:
/// lines "what: words"; one that is indented goes on from the line before.
[[nodiscard]] std::string plan_page(const std::string& description, const std::string& facts,
                                    io::TableFormat format);

}  // namespace servesweep::sweep
