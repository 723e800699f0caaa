#pragma once

#include <cstdint>
#include <string>

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// How many KV blocks fit into one GPU beside everything else, as vLLM counts at start-up:
///   N = ⌊(⌈memory · utilisation⌉ − weights − activations − other − graphs) / page / layers⌋,
///   page · layers = block tokens · KV bytes per token on one GPU.
/// Activations are the larger of what a step of T = max_tokens_per_step tokens holds in a
/// feed-forward layer, T·b·(3·ffn per GPU + 4·hidden) (experts: the tokens once per choice), and
/// what sampling holds, 6·T·b·hidden + 12 B · max_running · vocabulary (logits three times in 32
/// bits). So larger steps and batches cost KV blocks.
struct KvCapacity {
  double gpu_memory_utilization = 0.92;
  double other_gib = 0;      ///< CUDA context, workspaces, NCCL buffers
  double graphs_gib = 0.25;  ///< captured CUDA graphs

  /// The fields of a `kv` map; those left out have defaults, other_gib by the number of GPUs.
  /// Other keys are the caller's to refuse.
  [[nodiscard]] static KvCapacity read(const io::Document& kv, std::int32_t tensor_parallel);
  /// Adds them to a `kv` map.
  void write(io::Value& kv) const;
};

/// A capacity and where the memory of one GPU went.
struct KvBlocks {
  std::int64_t blocks = 0;  ///< may be negative: the model does not fit
  double budget_gib = 0, weights_gib = 0, activations_gib = 0, kv_gib = 0;
};

/// Blocks that an engine with these limits gets.
[[nodiscard]] KvBlocks kv_blocks(const KvCapacity& capacity, const engine::TransformerShape& shape,
                                 std::int32_t tensor_parallel, double memory_gib,
                                 std::int32_t block_tokens, const engine::BatchSpec& batch);

}  // namespace servesweep::sweep
