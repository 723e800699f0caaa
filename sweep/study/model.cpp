#include "sweep/study/model.h"

#include <fmt/format.h>

#include <filesystem>
#include <limits>

#include "engine/latency/check_latency.h"
#include "io/model_config/model_config.h"
#include "sweep/study/choice.h"
#include "sweep/study/field_path.h"
#include "sweep/study/roofline_text.h"
#include "sweep/study/shape_text.h"

namespace servesweep::sweep {
namespace {

enum class LatencyKind { linear, roofline };

/// A day per token: beyond it simulated time runs out of microseconds.
constexpr double kLargestCoefficient = 86'400e6;
constexpr std::int64_t kInt32Max = std::numeric_limits<std::int32_t>::max();

std::array<double, 3> read_coefficients(const io::Document& node) {
  const std::vector<io::Document> items = node.items();
  std::array<double, 3> coefficients{};
  if (items.size() != coefficients.size()) {
    throw node.problem(fmt::format("has {} numbers", items.size()),
                       "a constant and two costs per token are needed", "give 3 numbers");
  }
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    coefficients[i] = items[i].real(0, kLargestCoefficient);
  }
  return coefficients;
}

io::Value coefficients_to_value(const std::array<double, 3>& coefficients) {
  io::Value list = io::Value::list();
  for (const double coefficient : coefficients) list.add(io::Value::number(coefficient));
  return list;
}

/// What is needed beside this node and missing.
void require_shape_and_rates(const io::Document& node, const Model& model, const char* what) {
  if (!model.shape) {
    throw node.problem("there is no shape", fmt::format("{} follows from it", what),
                       "add 'config: PATH' or 'shape: {…}' to the model");
  }
  if (model.hardware.has_rates()) return;
  std::vector<std::string> names;
  for (const Hardware& gpu : Hardware::known()) names.push_back(gpu.name);
  throw node.problem(fmt::format("unknown GPU '{}'", model.hardware.name),
                     fmt::format("{} follows from its data sheet", what),
                     engine::suggest_name(model.hardware.name, names));
}

/// What the engine says of a roofline, at the line that is to blame.
engine::Problem located(const io::Document& document, const engine::Problem& problem) {
  const std::vector<std::string> path = field_path(problem.where());
  const Located found = deepest_node(document, path);
  if (found.depth == path.size()) return problem.at(found.node.where());
  const auto config = document.find("config");
  const io::Document& node = found.depth == 0 && config ? *config : found.node;
  return problem.at(fmt::format("{}: {}", node.where(), problem.where()));
}

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
  model.read_latency(document);
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

void Model::read_latency(const io::Document& document) {
  const io::Document node = document.at("latency");
  const auto kind = choose<LatencyKind>(
      node.at("kind"), {{"linear", LatencyKind::linear}, {"roofline", LatencyKind::roofline}});
  if (kind == LatencyKind::linear) {
    node.allow_only({"kind", "alpha", "beta"});
    latency = {.alpha = read_coefficients(node.at("alpha")),
               .beta = read_coefficients(node.at("beta"))};
    return;
  }
  node.allow_only({"kind", "form", "alpha", "calibration"});
  require_shape_and_rates(node, *this, "a roofline");
  if (const auto alpha = node.find("alpha")) latency.alpha = read_coefficients(*alpha);
  latency.roofline = engine::RooflineSpec{.shape = *shape,
                                          .hardware = hardware.rates,
                                          .tensor_parallel = tensor_parallel,
                                          .form = read_roofline_form(node)};
  try {
    engine::check_latency(latency);
  } catch (const engine::Problem& problem) {
    throw located(document, problem);
  }
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
  require_shape_and_rates(kv, *this, "the number of KV blocks");
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
  if (!capacity) return count + ", as the model file says";
  const KvBlocks blocks = blocks_for(scenario);
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
  io::Value speed = io::Value::map();
  speed.set("kind", io::Value::text(latency.roofline ? "roofline" : "linear"));
  speed.set("alpha", coefficients_to_value(latency.alpha));
  if (latency.roofline) {
    write_roofline_form(latency.roofline->form, speed);
  } else {
    speed.set("beta", coefficients_to_value(latency.beta));
  }
  io::Value kv = io::Value::map().set("block_tokens", io::Value::integer(block_tokens));
  if (capacity) {
    capacity->write(kv);
  } else {
    kv.set("gpu_blocks", io::Value::integer(gpu_blocks));
  }
  value.set("latency", std::move(speed)).set("kv", std::move(kv));
  if (!source.empty()) value.set("source", io::Value::text(source));
  return value;
}

}  // namespace servesweep::sweep
