#include "sweep/study/trace_classes.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

using io::Document;
using io::Value;

/// The engine knows which names a client may use for a class.
void check_class_name(const Document& node, const std::string& name,
                      const std::vector<engine::SloClass>& declared) {
  engine::ClientSpec client;
  client.id = "trace";
  client.slo_class = name;
  client.input_tokens = client.output_tokens = engine::ConstantLength{1};
  engine::WorkloadSpec spec;
  spec.requests_per_s = 1;
  spec.requests = 1;
  spec.classes = declared;
  spec.clients = {client};
  try {
    engine::validate(spec);
  } catch (const engine::Problem& problem) {
    throw problem.at(node.where());
  }
}

engine::SloClass conventional(const std::string& name) {
  engine::SloClass slo_class;
  slo_class.name = name;
  slo_class.tier = engine::tier_of_class_name(name);
  return slo_class;
}

void read_weights(const Document& node, WorkloadFile& file) {
  std::vector<engine::SloClass>& classes = file.spec.classes;
  const std::vector<engine::SloClass> declared = classes;
  for (const auto& [name, weight] : node.entries()) {
    check_class_name(weight, name, declared);
    if (declared.empty()) classes.push_back(conventional(name));
    file.class_weights.resize(classes.size());
    const auto at = std::find_if(classes.begin(), classes.end(),
                                 [&name = name](const auto& one) { return one.name == name; });
    file.class_weights[static_cast<std::size_t>(at - classes.begin())] =
        weight.real(0, std::numeric_limits<float>::max());
  }
  const std::vector<double>& weights = file.class_weights;
  if (std::accumulate(weights.begin(), weights.end(), 0.0) > 0) return;
  throw node.problem("has no weight", "no request could be of any class",
                     "give at least one class a weight above 0");
}

void read_per(const Document& node, WorkloadFile& file) {
  file.class_per_session = choose<bool>(node, {{"request", false}, {"session", true}});
  if (file.class_weights.empty()) throw node.problem("has no effect", "no class_mix", "remove it");
  if (!file.class_per_session || file.trace->has_sessions()) return;
  throw node.problem("session is not possible", "the trace has no sessions",
                     "write request, or remove it");
}

}  // namespace

void read_class_mix(const Document& document, WorkloadFile& file) {
  const auto mix = document.find("class_mix");
  if (mix && file.trace->records_classes()) {
    throw mix->problem("contradicts the trace", "it says which request is of which class",
                       "remove it");
  }
  if (mix) read_weights(*mix, file);
  if (const auto per = document.find("class_mix_per")) read_per(*per, file);
  if (mix || file.trace->records_classes()) return;
  if (file.spec.classes.empty()) file.spec.classes.push_back(conventional("standard"));
  if (file.spec.classes.size() == 1) return;
  throw document.problem("class_mix: missing",
                         "the trace does not say which request is of which class",
                         "give each class a weight");
}

void add_class_mix(const WorkloadFile& file, Value& value) {
  if (file.class_weights.empty()) return;
  Value mix = Value::map();
  for (std::size_t i = 0; i < file.class_weights.size(); ++i) {
    mix.set(file.spec.classes[i].name, Value::number(file.class_weights[i]));
  }
  value.set("class_mix", std::move(mix));
  value.set("class_mix_per", Value::text(file.class_per_session ? "session" : "request"));
}

}  // namespace servesweep::sweep
