#pragma once

#include <cstdint>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Seeds of a study: `{first: 42, count: 5}` or a list such as [42, 43, 50]. Never empty, none
/// twice.
[[nodiscard]] std::vector<std::uint64_t> read_seeds(const io::Document& node);

/// In the form that read_seeds() reads.
[[nodiscard]] io::Value seeds_to_value(const std::vector<std::uint64_t>& seeds);

}  // namespace servesweep::sweep
