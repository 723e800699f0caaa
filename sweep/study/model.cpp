#include "sweep/study/model.h"

#include <fmt/format.h>

#include <limits>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

enum class LatencyKind { linear };

/// A day per token: beyond it simulated time runs out of microseconds.
constexpr double kLargestCoefficient = 86'400e6;

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

engine::LatencySpec read_latency(const io::Document& node) {
  node.allow_only({"kind", "alpha", "beta"});
  (void)choose<LatencyKind>(node.at("kind"), {{"linear", LatencyKind::linear}});
  return {.alpha = read_coefficients(node.at("alpha")), .beta = read_coefficients(node.at("beta"))};
}

}  // namespace

Model Model::read(const io::Document& document) {
  document.allow_only({"model", "hardware", "tensor_parallel", "latency", "kv", "source"});
  constexpr std::int64_t kInt32Max = std::numeric_limits<std::int32_t>::max();
  Model model;
  model.name = document.at("model").text();
  model.hardware = document.at("hardware").text();
  model.tensor_parallel = static_cast<int>(document.at("tensor_parallel").integer(1, 1024));
  model.latency = read_latency(document.at("latency"));
  const io::Document kv = document.at("kv");
  kv.allow_only({"block_tokens", "gpu_blocks"});
  model.block_tokens = static_cast<std::int32_t>(kv.at("block_tokens").integer(1, kInt32Max));
  model.gpu_blocks = static_cast<std::int32_t>(kv.at("gpu_blocks").integer(1, kInt32Max));
  if (const auto source = document.find("source")) model.source = source->text();
  return model;
}

void Model::apply_to(engine::Scenario& scenario) const {
  scenario.latency = latency;
  scenario.kv.block_tokens = block_tokens;
  scenario.kv.gpu_blocks = gpu_blocks;
}

io::Value Model::to_value() const {
  io::Value value = io::Value::map();
  value.set("model", io::Value::text(name)).set("hardware", io::Value::text(hardware));
  value.set("tensor_parallel", io::Value::integer(tensor_parallel));
  value.set("latency", io::Value::map()
                           .set("kind", io::Value::text("linear"))
                           .set("alpha", coefficients_to_value(latency.alpha))
                           .set("beta", coefficients_to_value(latency.beta)));
  value.set("kv", io::Value::map()
                      .set("block_tokens", io::Value::integer(block_tokens))
                      .set("gpu_blocks", io::Value::integer(gpu_blocks)));
  if (!source.empty()) value.set("source", io::Value::text(source));
  return value;
}

}  // namespace servesweep::sweep
