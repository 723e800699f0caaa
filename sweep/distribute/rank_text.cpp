#include "sweep/distribute/rank_text.h"

#include <fmt/format.h>

#include "io/folder/host_name.h"

namespace servesweep::sweep {

std::string rank_text(int rank, const std::string& text) {
  return fmt::format("rank {} on {}: {}", rank, io::host_name(), text);
}

}  // namespace servesweep::sweep
