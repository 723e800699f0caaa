#pragma once

#include <optional>

#include "engine/latency_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/hardware.h"

namespace servesweep::sweep {

/// What the rest of a model file says, for latency models that follow from it.
struct Deployment {
  std::optional<engine::TransformerShape> shape;
  Hardware hardware;
  std::int32_t tensor_parallel = 1;

  /// Problem at `node` unless shape and rates are known; `what` follows from them.
  void require_shape_and_rates(const io::Document& node, const char* what) const;
};

/// Reads the `latency` map of a model file. Problem for unknown keys, wrong types and values out of
/// range, and for a roofline that the engine refuses, at the line of the model file to blame.
[[nodiscard]] engine::LatencySpec read_latency(const io::Document& model_file,
                                               const Deployment& deployment);

/// In the form that read_latency() reads, calibration written out.
[[nodiscard]] io::Value to_value(const engine::LatencySpec& latency);

}  // namespace servesweep::sweep
