#include "sweep/study/model.h"

#include <fmt/format.h>

#include <filesystem>
#include <limits>

#include "io/model_config/model_config.h"
#include "sweep/study/shape_text.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kInt32Max = std::numeric_limits<std::int32_t>::max();

}  // namespace

Model Model::read(const io::Document& document) {
  document.allow_only(
      {"model", "hardware", "tensor_parallel", "config", "shape", "latency", "kv", "source"});
  Model model;
  model.name = document.at("model").text();
  model.hardware = Hardware::read(document.at("hardware"));
  model.tensor_parallel =
      static_cast<std::int32_t>(document.at("tensor_parallel").integer(1, 1024));
  model.read_shape_from(document);
  model.latency = read_latency(document, model);
  model.read_kv(document);
  if (const auto source = document.find("source")) model.source = source->text();
  return model;
}

void Model::read_shape_from(const io::Document& document) {
  const auto config = document.find("config"), inline_shape = document.find("shape");
  if (config) {
    const std::filesystem::path folder = std::filesystem::path(config->file()).parent_path();
    try {
      shape = io::read_model_config((folder / config->text()).lexically_normal());
    } catch (const engine::Problem& problem) {
      throw problem.at(fmt::format("{}: {}", config->where(), problem.where()));
    }
  }
  if (!inline_shape) return;
  if (!shape) shape.emplace();
  read_shape(*inline_shape, *shape);
}

void Model::read_kv(const io::Document& document) {
  const io::Document kv = document.at("kv");
  kv.allow_only(
      {"block_tokens", "gpu_blocks", "gpu_memory_utilization", "other_gib", "graphs_gib"});
  block_tokens = static_cast<std::int32_t>(kv.at("block_tokens").integer(1, kInt32Max));
  if (const auto blocks = kv.find("gpu_blocks")) {
    kv.allow_only({"block_tokens", "gpu_blocks"});
    gpu_blocks = static_cast<std::int32_t>(blocks->integer(1, kInt32Max));
    return;
  }
  if (!kv.find("gpu_memory_utilization")) (void)kv.at("gpu_blocks");
  require_shape_and_rates(kv, "the number of KV blocks");
  capacity = KvCapacity::read(kv, tensor_parallel);
}

void Model::apply_to(engine::Scenario& scenario) const {
  scenario.latency = latency;
  scenario.kv.block_tokens = block_tokens;
  scenario.kv.gpu_blocks = gpu_blocks;
}

KvBlocks Model::blocks_for(const engine::Scenario& scenario) const {
  return kv_blocks(*capacity, *shape, tensor_parallel, hardware.memory_gib, block_tokens,
                   scenario.batch);
}

void Model::size_kv_cache(engine::Scenario& scenario) const {
  if (!capacity) return;
  const KvBlocks blocks = blocks_for(scenario);
  if (blocks.blocks < 1) {
    throw engine::Problem(
        "kv.gpu_memory_utilization", "no memory is left for KV blocks",
        fmt::format("of {:.1f} GiB, weights take {:.1f} and activations {:.1f}", blocks.budget_gib,
                    blocks.weights_gib, blocks.activations_gib),
        "use more GPUs, larger ones, or smaller steps");
  }
  constexpr std::int64_t kMostBlocks = 1 << 30;
  scenario.kv.gpu_blocks = static_cast<std::int32_t>(std::min(blocks.blocks, kMostBlocks));
}

std::string Model::kv_text(const engine::Scenario& scenario) const {
  const std::string count =
      fmt::format("{} blocks of {} tokens", scenario.kv.gpu_blocks, block_tokens);
  if (!capacity) {
    return count + (scenario.kv.gpu_blocks == gpu_blocks ? ", as the model file says"
                                                         : ", as the strategy says");
  }
  const KvBlocks blocks = blocks_for(scenario);
  if (scenario.kv.gpu_blocks != blocks.blocks) return count + ", as the strategy says";
  return fmt::format(
      "{}: per GPU {:.2f} GiB · {} = {:.2f}, less {:.2f} weights, {:.2f} activations (steps of {} "
      "tokens, {} requests), {:.2f} graphs, {:.2f} other, leaves {:.2f}",
      count, hardware.memory_gib, capacity->gpu_memory_utilization, blocks.budget_gib,
      blocks.weights_gib, blocks.activations_gib, scenario.batch.max_tokens_per_step,
      scenario.batch.max_running, capacity->graphs_gib, capacity->other_gib, blocks.kv_gib);
}

io::Value Model::to_value() const {
  io::Value value = io::Value::map();
  value.set("model", io::Value::text(name)).set("hardware", hardware.to_value());
  value.set("tensor_parallel", io::Value::integer(tensor_parallel));
  if (shape) value.set("shape", sweep::to_value(*shape));
  io::Value kv = io::Value::map().set("block_tokens", io::Value::integer(block_tokens));
  if (capacity) {
    capacity->write(kv);
  } else {
    kv.set("gpu_blocks", io::Value::integer(gpu_blocks));
  }
  value.set("latency", sweep::to_value(latency)).set("kv", std::move(kv));
  if (!source.empty()) value.set("source", io::Value::text(source));
  return value;
}

}  // namespace servesweep::sweep
