#include "engine/workload/media_spec.h"

#include <fmt/format.h>

namespace servesweep::engine {

void validate(const MediaMix& media, const std::string& where) {
  for (const auto& [kind, spec] : media) {
    const std::string path =
        fmt::format("{}.{}", where, kMediaNames[static_cast<std::size_t>(kind)]);
    validate(spec.count, path + ".count", {.lowest = 0, .highest = kMostMediaItems});
    validate(spec.tokens, path + ".tokens");
  }
}

}  // namespace servesweep::engine
