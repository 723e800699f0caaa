#pragma once

#include "engine/latency_spec.h"

namespace servesweep::engine {

/// Parameters that one GPU of a tensor-parallel group holds, by what a step does with them. Heads,
/// feed-forward widths and vocabulary are split evenly; KV heads are copied when there are fewer of
/// them than GPUs; norms and expert routers are on every GPU.
struct ModelWeights {
  double dense = 0;        ///< of all layers, passed by every token: attention, feed-forward layers
                           ///< without experts, shared experts, routers, norms
  double one_expert = 0;   ///< one expert in each layer that has experts, summed over the layers
  double all_experts = 0;  ///< experts · one_expert
  double output_layer = 0;  ///< vocabulary × hidden
  double embedding = 0;     ///< the same again unless tied; looked up, never multiplied

  [[nodiscard]] static ModelWeights of(const TransformerShape& shape, std::int32_t tensor_parallel);
};

/// Memory that they take. Quantisation leaves embedding and output layer as they are.
[[nodiscard]] double weight_bytes(const TransformerShape& shape, std::int32_t tensor_parallel);

/// KV heads of one GPU: ⌈kv_heads / tensor_parallel⌉.
[[nodiscard]] std::int32_t kv_heads_per_gpu(const TransformerShape& shape,
                                            std::int32_t tensor_parallel);

/// Bytes of KV cache that one token takes on one GPU, all layers: 2·KV heads·head width·ℓ·b.
[[nodiscard]] double kv_bytes_per_token(const TransformerShape& shape,
                                        std::int32_t tensor_parallel);

}  // namespace servesweep::engine
