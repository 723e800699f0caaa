#pragma once

#include "engine/latency_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

using RooflineForm = decltype(engine::RooflineSpec::form);

/// `form: reference` or `single-pass` of a latency map, with the constants that its `calibration`
/// overrides. The defaults: of the reference, what the simulator BLIS ships for H100 and A100
/// alike; of single-pass, what was fitted to measurements on H100 (docs/models.md).
[[nodiscard]] RooflineForm read_roofline_form(const io::Document& latency);

/// Adds form and the complete calibration to a map, in the form that read_roofline_form() reads.
void write_roofline_form(const RooflineForm& form, io::Value& latency);

/// Everything that the model depends on, for run keys.
[[nodiscard]] io::Value to_value(const engine::RooflineSpec& spec);

}  // namespace servesweep::sweep
