#include "sweep/study/latency_text.h"

#include <fmt/format.h>

#include "engine/latency/check_latency.h"
#include "sweep/study/choice.h"
#include "sweep/study/field_path.h"
#include "sweep/study/roofline_text.h"

namespace servesweep::sweep {
namespace {

enum class LatencyModelKind { linear, roofline };

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

/// What the engine says of a roofline, at the line that is to blame.
engine::Problem located(const io::Document& document, const engine::Problem& problem) {
  const std::vector<std::string> path = field_path(problem.where());
  const Located found = deepest_node(document, path);
  if (found.depth == path.size()) return problem.at(found.node.where());
  const auto config = document.find("config");
  const io::Document& node = found.depth == 0 && config ? *config : found.node;
  return problem.at(fmt::format("{}: {}", node.where(), problem.where()));
}

engine::LatencySpec read_roofline(const io::Document& model_file, const io::Document& node,
                                  const Deployment& deployment) {
  node.allow_only({"kind", "form", "alpha", "calibration"});
  deployment.require_shape_and_rates(node, "a roofline");
  engine::LatencySpec latency;
  if (const auto alpha = node.find("alpha")) latency.alpha = read_coefficients(*alpha);
  latency.roofline = engine::RooflineSpec{.shape = *deployment.shape,
                                          .hardware = deployment.hardware.rates,
                                          .tensor_parallel = deployment.tensor_parallel,
                                          .form = read_roofline_form(node)};
  try {
    engine::check_latency(latency);
  } catch (const engine::Problem& problem) {
    throw located(model_file, problem);
  }
  return latency;
}

}  // namespace

void Deployment::require_shape_and_rates(const io::Document& node, const char* what) const {
  if (!shape) {
    throw node.problem("there is no shape", fmt::format("{} follows from it", what),
                       "add 'config: PATH' or 'shape: {…}' to the model");
  }
  if (hardware.has_rates()) return;
  std::vector<std::string> names;
  for (const Hardware& gpu : Hardware::known()) names.push_back(gpu.name);
  throw node.problem(fmt::format("unknown GPU '{}'", hardware.name),
                     fmt::format("{} follows from its data sheet", what),
                     engine::suggest_name(hardware.name, names));
}

engine::LatencySpec read_latency(const io::Document& model_file, const Deployment& deployment) {
  const io::Document node = model_file.at("latency");
  const auto kind = choose<LatencyModelKind>(
      node.at("kind"),
      {{"linear", LatencyModelKind::linear}, {"roofline", LatencyModelKind::roofline}});
  if (kind == LatencyModelKind::roofline) return read_roofline(model_file, node, deployment);
  node.allow_only({"kind", "alpha", "beta"});
  return {.alpha = read_coefficients(node.at("alpha")), .beta = read_coefficients(node.at("beta"))};
}

io::Value to_value(const engine::LatencySpec& latency) {
  io::Value value = io::Value::map();
  value.set("kind", io::Value::text(latency.roofline ? "roofline" : "linear"));
  value.set("alpha", coefficients_to_value(latency.alpha));
  if (latency.roofline) {
    write_roofline_form(latency.roofline->form, value);
  } else {
    value.set("beta", coefficients_to_value(latency.beta));
  }
  return value;
}

}  // namespace servesweep::sweep
