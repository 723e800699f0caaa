#pragma once

#include <filesystem>
#include <string>

#include "engine/latency_spec.h"

namespace servesweep::io {

/// Reads the shape of a transformer from a Hugging Face config.json (Llama-, Qwen-, Mixtral-like;
/// dense or with experts). Fields of a nested `text_config` win over those of the top level; null
/// counts as absent. Which keys are read, first one that is there and not 0:
///   layers num_hidden_layers; hidden hidden_size; heads num_attention_heads; head_dim head_dim;
///   kv_heads num_key_value_heads, num_kv_heads, multi_query_group_num, else heads;
///   ffn intermediate_size, ffn_hidden_size, else 4·hidden; vocab vocab_size;
///   experts num_local_experts, num_experts, n_routed_experts;
///   experts_per_token num_experts_per_tok, experts_per_token;
///   expert_ffn moe_intermediate_size, else ffn; shared_expert_ffn
///   shared_expert_intermediate_size, else n_shared_experts · expert_ffn;
///   moe_layers all but first_k_dense_replace, mlp_only_layers and what decoder_sparse_step skips;
///   bytes torch_dtype, dtype: 4 for float32, 2 for 16 bits, 1 for 8 and 4 bits; the layers'
///   weights as quantization_config says: `bits`/8, fp8 1, mxfp4 17/32.
/// Sliding windows count as full attention. Problem ("FILE: field: …") for a file that cannot be
/// read or is no JSON object, for missing or wrong fields, and for what has no such shape: latent
/// attention, state-space layers, per-layer configurations.
[[nodiscard]] engine::TransformerShape read_model_config(const std::filesystem::path& path);

/// The same from text; `name` stands for the file in messages.
[[nodiscard]] engine::TransformerShape parse_model_config(const std::string& text,
                                                          const std::string& name);

}  // namespace servesweep::io
