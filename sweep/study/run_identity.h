#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/hdf5/run_key.h"

namespace servesweep::sweep {

/// 128-bit XXH3 hash of a text: not secret, but two texts of ours will never share one.
[[nodiscard]] io::RunKey content_hash(std::string_view text);

/// Identity of a run: hash of the engine's semantics version, the canonical texts of scenario and
/// workload, and the seed. Runs with equal keys give equal results, whatever study asked for them.
[[nodiscard]] io::RunKey run_key(std::string_view scenario_json, std::string_view workload_json,
                                 std::uint64_t seed);

}  // namespace servesweep::sweep
