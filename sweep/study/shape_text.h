#pragma once

#include "engine/latency_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Reads the shape of a transformer: the fields of engine::TransformerShape under their names.
/// `shape` holds what a config.json said; the map overrides it. A shape with `experts` that does
/// not say `moe_layers` has them in every layer; `kv_heads` and `ffn` default to heads and 4·hidden
/// as in configuration files. Problem for unknown keys, wrong types and values out of range.
void read_shape(const io::Document& node, engine::TransformerShape& shape);

/// In the form that read_shape() reads, complete.
[[nodiscard]] io::Value to_value(const engine::TransformerShape& shape);

}  // namespace servesweep::sweep
