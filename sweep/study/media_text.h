#pragma once

#include "engine/workload/media_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Reads `{image: {count: LAW, tokens: LAW}, audio: …, video: …}`, each of the three optional.
/// Ranges are the engine's matter.
[[nodiscard]] engine::MediaMix read_media(const io::Document& node);

/// In the form that read_media() reads.
[[nodiscard]] io::Value to_value(const engine::MediaMix& media);

}  // namespace servesweep::sweep
