#pragma once

#include <string>

namespace servesweep::sweep {

/// "rank 2 on n7: text": what went wrong on this rank, with the machine on which to look.
[[nodiscard]] std::string rank_text(int rank, const std::string& text);

}  // namespace servesweep::sweep
