#pragma once

#include <string>
#include <vector>

#include "sweep/cli/verb.h"

namespace servesweep::sweep {

/// The manual page servesweep(1) in the language of man(7), made from what `--help` is made from.
/// `version` stands at its foot; there is no date, so the same program gives the same page.
[[nodiscard]] std::string manual_page(const std::vector<Verb>& verbs, const std::string& version);

}  // namespace servesweep::sweep
