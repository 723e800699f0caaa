#pragma once

#include "engine/latency_spec.h"

namespace servesweep::engine {

/// meta-llama/Llama-3.1-8B, from its public configuration.
inline constexpr TransformerShape kLlama8b{
    .hidden = 4096, .layers = 32, .heads = 32, .kv_heads = 8, .ffn = 14336, .vocab = 128256};

/// mistralai/Mixtral-8x7B-v0.1, from its public configuration.
inline constexpr TransformerShape kMixtral8x7b{.hidden = 4096,
                                               .layers = 32,
                                               .heads = 32,
                                               .kv_heads = 8,
                                               .ffn = 14336,
                                               .vocab = 32000,
                                               .experts = 8,
                                               .experts_per_token = 2,
                                               .expert_ffn = 14336,
                                               .moe_layers = 32};

/// Small enough for calculations by hand: 156 parameters in its layer, 40 in the output layer.
inline constexpr TransformerShape kTinyShape{
    .hidden = 4, .layers = 1, .heads = 2, .kv_heads = 1, .ffn = 8, .vocab = 10};

inline constexpr HardwareSpec kH100{
    .peak_tflops = 989.5, .bandwidth_tb_per_s = 3.35, .link_gb_per_s = 450};

inline constexpr ReferenceRoofline kReferenceForm{.bandwidth_efficiency = 0.72,
                                                  .utilisation_prefill = 0.65,
                                                  .utilisation_decode = 0.12,
                                                  .step_overhead_us = 500,
                                                  .layer_overhead_us = 20,
                                                  .allreduce_us = 20};

inline constexpr SinglePassRoofline kSinglePassForm{.bandwidth_efficiency = 0.93,
                                                    .compute_efficiency = 0.65,
                                                    .link_efficiency = 0.6,
                                                    .step_overhead_us = 700,
                                                    .layer_overhead_us = 32,
                                                    .request_overhead_us = 13,
                                                    .allreduce_us = 15};

}  // namespace servesweep::engine
