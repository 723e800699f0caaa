#pragma once

#include "engine/workload/length_law.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Reads `{law: gaussian, mean: 256, …}`; WorkloadFile lists the laws. Ranges are the engine's
/// matter.
[[nodiscard]] engine::LengthLaw read_length_law(const io::Document& node);

/// In the form that read_length_law() reads.
[[nodiscard]] io::Value to_value(const engine::LengthLaw& law);

}  // namespace servesweep::sweep
