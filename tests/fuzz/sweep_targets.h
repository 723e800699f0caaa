#pragma once

#include <span>

#include "tests/fuzz/target.h"

namespace servesweep::fuzz {

/// Parsers of the sweep layer: study, strategy, model and workload files, the events of a journal,
/// messages between ranks, command lines. A document that names another file is not looked at.
[[nodiscard]] std::span<const Target> sweep_targets();

}  // namespace servesweep::fuzz
