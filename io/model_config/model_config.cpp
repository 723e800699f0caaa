#include "io/model_config/model_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "io/model_config/config_fields.h"
#include "io/table/json_depth.h"

namespace servesweep::io {
namespace {

using engine::TransformerShape;
using nlohmann::json;

constexpr std::size_t kLargestBytes = std::size_t{16} << 20;
constexpr std::int64_t kWidestLayer = 1 << 24;

/// Configurations that a plain shape would misread.
void refuse_other_architectures(const ConfigFields& fields) {
  constexpr const char* kRemedy = "describe a similar model with 'shape: {…}' instead";
  const auto refuse = [&](const char* key, const char* why) {
    if (fields.find(key) != nullptr) throw fields.problem(key, "is not supported", why, kRemedy);
  };
  refuse("kv_lora_rank", "latent attention has another KV cache");
  refuse("block_configs", "every layer has its own shape");
  refuse("interleave_moe_layer_step", "layers with and without experts have other keys here");
  refuse("ssm_cfg", "state-space layers have no KV cache");
  refuse("mamba_d_state", "state-space layers have no KV cache");
  const json* types = fields.find("layer_types");
  if (types == nullptr || !types->is_array()) return;
  for (const json& type : *types) {
    if (type == "full_attention" || type == "sliding_attention") continue;
    throw fields.problem("layer_types", fmt::format("{} is not supported", type.dump()),
                         "only attention layers are modelled", kRemedy);
  }
}

/// Bytes of one number, by the name of its type.
double bytes_of_type(const ConfigFields& fields) {
  const std::string type = fields.text_or({"torch_dtype", "dtype"}, "bfloat16");
  static const std::set<std::string> two{"float16", "bfloat16", "half"};
  static const std::set<std::string> one{"int8", "uint8", "fp8", "float8_e4m3fn", "int4", "nf4"};
  if (type == "float32" || type == "float") return 4;
  if (two.contains(type)) return 2;
  if (one.contains(type)) return 1;
  const char* key = fields.find("torch_dtype") != nullptr ? "torch_dtype" : "dtype";
  throw fields.problem(key, fmt::format("unknown type '{}'", type), "",
                       "use float32, float16, bfloat16, int8 or fp8");
}

/// Bytes of one weight if the model is quantised.
std::optional<double> quantised_bytes(const ConfigFields& fields) {
  const json* config = fields.find("quantization_config");
  if (config == nullptr) return std::nullopt;
  std::string method;
  if (config->is_object() && config->contains("quant_method") &&
      (*config)["quant_method"].is_string()) {
    method = (*config)["quant_method"].get<std::string>();
  }
  if (method == "fp8") return 1;
  if (method == "mxfp4") return 17.0 / 32;  // 32 numbers of 4 bits share a scale of 8
  if (config->is_object() && config->contains("bits") && (*config)["bits"].is_number_integer()) {
    const auto bits = (*config)["bits"].get<std::int64_t>();
    if (bits >= 1 && bits <= 16) return static_cast<double>(bits) / 8;
  }
  throw fields.problem("quantization_config", fmt::format("unknown method '{}'", method),
                       "the size of a weight cannot be told from it",
                       "remove it and set shape.bytes_per_parameter in the model file");
}

/// Layers that have experts.
std::int32_t count_moe_layers(const ConfigFields& fields, std::int32_t layers) {
  const std::int32_t first = fields.size_or({"first_k_dense_replace"}, 0);
  const std::int32_t step = fields.size_or({"decoder_sparse_step"}, 1);
  std::set<std::int64_t> dense;
  if (const json* list = fields.find("mlp_only_layers")) {
    if (!list->is_array() ||
        !std::ranges::all_of(*list, [](const json& i) { return i.is_number_integer(); })) {
      throw fields.problem("mlp_only_layers", "is no list of integers", "", "list layer numbers");
    }
    for (const json& layer : *list) dense.insert(layer.get<std::int64_t>());
  }
  std::int32_t count = 0;
  for (std::int32_t layer = first; layer < layers; ++layer) {
    if ((layer + 1) % step == 0 && !dense.contains(layer)) ++count;
  }
  return count;
}

void read_experts(const ConfigFields& fields, TransformerShape& shape) {
  shape.experts = fields.size_or({"num_local_experts", "num_experts", "n_routed_experts"}, 0);
  if (shape.experts == 0) return;
  shape.moe_layers = count_moe_layers(fields, shape.layers);
  if (shape.moe_layers == 0) {
    shape.experts = 0;
    return;
  }
  shape.experts_per_token = fields.size({"num_experts_per_tok", "experts_per_token"});
  shape.expert_ffn = fields.size_or({"moe_intermediate_size"}, shape.ffn);
  shape.shared_expert_ffn = fields.size_or({"shared_expert_intermediate_size"}, 0);
  if (shape.shared_expert_ffn > 0) return;
  const std::int64_t count = fields.size_or({"n_shared_experts"}, 0);
  if (count * shape.expert_ffn > kWidestLayer) {
    throw fields.problem("n_shared_experts", fmt::format("{} is too many", count),
                         "their widths add up", "check the file");
  }
  shape.shared_expert_ffn = static_cast<std::int32_t>(count * shape.expert_ffn);
}

}  // namespace

engine::TransformerShape parse_model_config(const std::string& text, const std::string& name) {
  check_json_depth(text, name);
  json root;
  try {
    root = json::parse(text);
  } catch (const json::parse_error& error) {
    throw engine::Problem(name, "is no JSON", fmt::format("near byte {}", error.byte),
                          "name the config.json of a model");
  } catch (const json::exception&) {
    throw engine::Problem(name, "is no JSON", "a number does not fit", "correct it");
  }
  const ConfigFields fields(root, name);
  refuse_other_architectures(fields);
  TransformerShape shape;
  shape.layers = fields.size({"num_hidden_layers"});
  shape.hidden = fields.size({"hidden_size"});
  shape.heads = fields.size({"num_attention_heads"});
  shape.kv_heads =
      fields.size_or({"num_key_value_heads", "num_kv_heads", "multi_query_group_num"}, shape.heads);
  shape.head_dim = fields.size_or({"head_dim"}, 0);
  shape.ffn = fields.size_or({"intermediate_size", "ffn_hidden_size"}, 4 * shape.hidden);
  shape.vocab = fields.size_or({"vocab_size"}, 0);
  shape.tied_embeddings = fields.flag("tie_word_embeddings");
  read_experts(fields, shape);
  const double bytes = bytes_of_type(fields);
  shape.bytes_per_parameter = quantised_bytes(fields).value_or(bytes);
  // Nobody computes in less than 16 bits: narrow types are those of stored weights.
  shape.bytes_per_value = shape.kv_bytes_per_value = std::max(bytes, 2.0);
  return shape;
}

engine::TransformerShape read_model_config(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw engine::Problem(name, "cannot be read", "it is a folder", "name its config.json");
  }
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored)) {
    throw engine::Problem(name, "cannot be read", "it is no regular file", "name its config.json");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw engine::Problem(name, "cannot be opened", std::strerror(errno),
                          "check the path and its permissions");
  }
  std::string text(kLargestBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kLargestBytes) {
    throw engine::Problem(name, "too large", "more than 16 MiB", "name the config.json of a model");
  }
  return parse_model_config(text, name);
}

}  // namespace servesweep::io
