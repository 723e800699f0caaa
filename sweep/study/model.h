#pragma once

#include <optional>
#include <string>

#include "engine/base/problem.h"
#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/kv_capacity.h"
#include "sweep/study/latency_text.h"

namespace servesweep::sweep {

/// A model file: how fast one instance steps and how much KV cache it has.
///
///   model: meta-llama/llama-3.1-8b-instruct
///   hardware: H100               # see Hardware: a known name, or a map of rates and memory
///   tensor_parallel: 2
///   config: llama/config.json    # its shape, from Hugging Face's file beside this one,
///   shape: {hidden: 4096, …}     # or written here (overrides the file); see read_shape()
///   latency: {kind: linear, alpha: [µs, µs/input token, µs/output token],
///             beta: [µs, µs/prefill token, µs/decode token]}
///     or     {kind: roofline, form: single-pass, alpha: […], calibration: {…}}
///   kv: {block_tokens: 16, gpu_blocks: 132139}
///     or {block_tokens: 16, gpu_memory_utilization: 0.92}        # computed: see KvCapacity
///   source: where the numbers come from
///
/// Shape is needed by roofline and computed KV cache; alpha (of a roofline: 0), calibration and
/// source are optional.
struct Model : Deployment {
  /// Problem (file:line: field) for unknown keys, wrong types and values out of range, and for a
  /// config.json that is missing or describes something else.
  [[nodiscard]] static Model read(const io::Document& document);

  /// Puts latency and KV cache into a scenario; computed blocks need size_kv_cache() too.
  void apply_to(engine::Scenario& scenario) const;
  /// Counts the KV blocks for the scenario's batch limits, which a strategy may have changed since
  /// apply_to(); nothing if the file gives them. Problem at "kv.gpu_memory_utilization" if there is
  /// no room for any.
  void size_kv_cache(engine::Scenario& scenario) const;
  /// One line: how many KV blocks an instance of this scenario has, and why.
  [[nodiscard]] std::string kv_text(const engine::Scenario& scenario) const;
  /// In the form that read() reads, the shape written out.
  [[nodiscard]] io::Value to_value() const;

  std::string name;
  engine::LatencySpec latency;
  std::int32_t block_tokens = 16;
  std::int32_t gpu_blocks = 1;         ///< as given, unless computed
  std::optional<KvCapacity> capacity;  ///< how to compute them
  std::string source;

 private:
  void read_shape_from(const io::Document& document);
  void read_kv(const io::Document& document);
  [[nodiscard]] KvBlocks blocks_for(const engine::Scenario& scenario) const;
};

}  // namespace servesweep::sweep
