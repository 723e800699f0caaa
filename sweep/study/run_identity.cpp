#include "sweep/study/run_identity.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "engine/scenario.h"

namespace servesweep::sweep {

io::RunKey content_hash(std::string_view text) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(text.data(), text.size()));
  io::RunKey key;
  std::copy(std::begin(canonical.digest), std::end(canonical.digest), key.bytes.begin());
  return key;
}

io::RunKey run_key(std::string_view scenario_json, std::string_view workload_json,
                   std::uint64_t seed) {
  return content_hash(fmt::format("semantics {}\nscenario {}\nworkload {}\nseed {}\n",
                                  engine::kSemanticsVersion, scenario_json, workload_json, seed));
}

}  // namespace servesweep::sweep
