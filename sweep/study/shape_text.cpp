#include "sweep/study/shape_text.h"

#include <string>
#include <vector>

#include "sweep/study/real_fields.h"

namespace servesweep::sweep {
namespace {

using engine::TransformerShape;

struct SizeField {
  const char* name;
  std::int32_t TransformerShape::*member;
};

const std::vector<SizeField> kSizes{
    {"hidden", &TransformerShape::hidden},
    {"layers", &TransformerShape::layers},
    {"heads", &TransformerShape::heads},
    {"kv_heads", &TransformerShape::kv_heads},
    {"head_dim", &TransformerShape::head_dim},
    {"ffn", &TransformerShape::ffn},
    {"vocab", &TransformerShape::vocab},
    {"experts", &TransformerShape::experts},
    {"experts_per_token", &TransformerShape::experts_per_token},
    {"expert_ffn", &TransformerShape::expert_ffn},
    {"shared_expert_ffn", &TransformerShape::shared_expert_ffn},
    {"moe_layers", &TransformerShape::moe_layers},
};

const std::vector<RealField<TransformerShape>> kBytes{
    {"bytes_per_parameter", &TransformerShape::bytes_per_parameter, 0.01, 16},
    {"bytes_per_value", &TransformerShape::bytes_per_value, 0.01, 16},
    {"kv_bytes_per_value", &TransformerShape::kv_bytes_per_value, 0.01, 16},
};

}  // namespace

void read_shape(const io::Document& node, TransformerShape& shape) {
  constexpr std::int64_t kLargest = 1 << 24;
  std::vector<std::string> known{"tied_embeddings"};
  for (const SizeField& field : kSizes) known.emplace_back(field.name);
  read_reals(node, kBytes, shape, known);
  for (const SizeField& field : kSizes) {
    if (const auto value = node.find(field.name)) {
      shape.*field.member = static_cast<std::int32_t>(value->integer(0, kLargest));
    }
  }
  if (const auto tied = node.find("tied_embeddings")) shape.tied_embeddings = tied->boolean();
  if (shape.kv_heads == 0) shape.kv_heads = shape.heads;
  if (shape.ffn == 0 && shape.hidden <= kLargest / 4) shape.ffn = 4 * shape.hidden;
  if (shape.experts > 0 && shape.moe_layers == 0) shape.moe_layers = shape.layers;
}

io::Value to_value(const TransformerShape& shape) {
  io::Value value = io::Value::map();
  for (const SizeField& field : kSizes) {
    value.set(field.name, io::Value::integer(shape.*field.member));
  }
  value.set("tied_embeddings", io::Value::boolean(shape.tied_embeddings));
  write_reals(shape, kBytes, value);
  return value;
}

}  // namespace servesweep::sweep
