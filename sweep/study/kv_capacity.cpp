#include "sweep/study/kv_capacity.h"

#include <algorithm>
#include <cmath>

#include "engine/latency/model_weights.h"

namespace servesweep::sweep {
namespace {

constexpr double kGib = 1024.0 * 1024 * 1024;

double activation_bytes(const engine::TransformerShape& shape, std::int32_t tensor_parallel,
                        const engine::BatchSpec& batch) {
  const double tokens = batch.max_tokens_per_step, b = shape.bytes_per_value;
  const double hidden = shape.hidden, gpus = tensor_parallel;
  const double dense_ffn = std::max(shape.moe_layers < shape.layers ? shape.ffn : 0,
                                    shape.experts > 0 ? shape.shared_expert_ffn : 0);
  const double choices = shape.experts > 0 ? shape.experts_per_token : 0;
  const double inside =
      std::max(3 * dense_ffn / gpus, choices * (3 * shape.expert_ffn / gpus + hidden));
  const double layer = tokens * b * (inside + 4 * hidden);
  const double sampling =
      6 * tokens * b * hidden + 12.0 * batch.max_running * static_cast<double>(shape.vocab);
  return std::max(layer, sampling);
}

}  // namespace

KvCapacity KvCapacity::read(const io::Document& kv, std::int32_t tensor_parallel) {
  KvCapacity capacity;
  // Measured with vLLM 0.19 on H100: 0.25 GiB on one GPU, 2.1 GiB on each of several.
  capacity.other_gib = tensor_parallel > 1 ? 2.1 : 0.25;
  capacity.gpu_memory_utilization = kv.at("gpu_memory_utilization").real(0.01, 1);
  if (const auto other = kv.find("other_gib")) capacity.other_gib = other->real(0, 1e6);
  if (const auto graphs = kv.find("graphs_gib")) capacity.graphs_gib = graphs->real(0, 1e6);
  return capacity;
}

void KvCapacity::write(io::Value& kv) const {
  kv.set("gpu_memory_utilization", io::Value::number(gpu_memory_utilization));
  kv.set("other_gib", io::Value::number(other_gib));
  kv.set("graphs_gib", io::Value::number(graphs_gib));
}

KvBlocks kv_blocks(const KvCapacity& capacity, const engine::TransformerShape& shape,
                   std::int32_t tensor_parallel, double memory_gib, std::int32_t block_tokens,
                   const engine::BatchSpec& batch) {
  const double budget = std::ceil(memory_gib * kGib * capacity.gpu_memory_utilization);
  const double weights = engine::weight_bytes(shape, tensor_parallel);
  const double activations = activation_bytes(shape, tensor_parallel, batch);
  const double free =
      budget - weights - activations - (capacity.other_gib + capacity.graphs_gib) * kGib;
  const double block_bytes = block_tokens * engine::kv_bytes_per_token(shape, tensor_parallel);
  return {.blocks = static_cast<std::int64_t>(std::floor(free / block_bytes)),
          .budget_gib = budget / kGib,
          .weights_gib = weights / kGib,
          .activations_gib = activations / kGib,
          .kv_gib = free / kGib};
}

}  // namespace servesweep::sweep
