#pragma once

#include <string>

#include "engine/base/problem.h"
#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// A model file: how fast one instance steps and how much KV cache it has.
///
///   model: meta-llama/llama-3.1-8b-instruct
///   hardware: H100
///   tensor_parallel: 2
///   latency: {kind: linear, alpha: [µs, µs/input token, µs/output token],
///             beta: [µs, µs/prefill token, µs/decode token]}
///   kv: {block_tokens: 16, gpu_blocks: 132139}
///   source: where the coefficients come from      (optional)
struct Model {
  /// Problem (file:line: field) for unknown keys, wrong types and values out of range.
  [[nodiscard]] static Model read(const io::Document& document);

  /// Puts latency and KV cache into a scenario.
  void apply_to(engine::Scenario& scenario) const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  std::string name;
  std::string hardware;
  int tensor_parallel = 1;
  engine::LatencySpec latency;
  std::int32_t block_tokens = 16;
  std::int32_t gpu_blocks = 0;
  std::string source;
};

}  // namespace servesweep::sweep
