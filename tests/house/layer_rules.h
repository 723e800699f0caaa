#pragma once

#include "tests/house/source_tree.h"

namespace servesweep::house {

/// Includes that point against the layers sweep → io → engine, or, inside the engine, against
///   simulate → cluster → instance → kv → policy → signal → workload → random → base
/// with latency/ and metrics/ beside kv/ (for instance/ and cluster/), policy/ seeing only signal/,
/// workload/ and base/, and signal/ only workload/ and base/. The scenario (engine/scenario.h) is
/// plain data: it names policies, and kv/, latency/ and everything above them may read it. Also
/// includes between our own files that are not written from the root, and engine folders without a
/// place.
[[nodiscard]] std::vector<Violation> layer_violations(const SourceTree& tree);

}  // namespace servesweep::house
