#include "engine/latency/model_weights.h"

namespace servesweep::engine {

std::int32_t kv_heads_per_gpu(const TransformerShape& shape, std::int32_t tensor_parallel) {
  return (shape.kv_heads + tensor_parallel - 1) / tensor_parallel;
}

double kv_bytes_per_token(const TransformerShape& shape, std::int32_t tensor_parallel) {
  return 2.0 * kv_heads_per_gpu(shape, tensor_parallel) * shape.head_width() * shape.layers *
         shape.kv_bytes_per_value;
}

double weight_bytes(const TransformerShape& shape, std::int32_t tensor_parallel) {
  const ModelWeights weights = ModelWeights::of(shape, tensor_parallel);
  return (weights.dense + weights.all_experts) * shape.bytes_per_parameter +
         (weights.output_layer + weights.embedding) * shape.bytes_per_value;
}

ModelWeights ModelWeights::of(const TransformerShape& shape, std::int32_t tensor_parallel) {
  const double gpus = tensor_parallel, h = shape.hidden, layers = shape.layers;
  const double query = static_cast<double>(shape.heads) * shape.head_width() / gpus;
  const double kv =
      static_cast<double>(kv_heads_per_gpu(shape, tensor_parallel)) * shape.head_width();
  const auto feed_forward = [&](double width) { return 3 * h * width / gpus; };
  const double moe_layers = shape.moe_layers;

  ModelWeights weights;
  weights.dense = layers * (2 * h * query + 2 * h * kv + 2 * h) + h +
                  (layers - moe_layers) * feed_forward(shape.ffn) +
                  moe_layers * (feed_forward(shape.shared_expert_ffn) + h * shape.experts);
  weights.one_expert = moe_layers * feed_forward(shape.expert_ffn);
  weights.all_experts = shape.experts * weights.one_expert;
  weights.output_layer = shape.vocab * h / gpus;
  weights.embedding = shape.tied_embeddings ? 0 : weights.output_layer;
  return weights;
}

}  // namespace servesweep::engine
