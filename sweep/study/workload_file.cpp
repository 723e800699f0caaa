#include "sweep/study/workload_file.h"

#include <algorithm>

#include "sweep/study/choice.h"
#include "sweep/study/client_text.h"
#include "sweep/study/field_path.h"
#include "sweep/study/name.h"
#include "sweep/study/rate_text.h"

namespace servesweep::sweep {
namespace {

using engine::SloTier;
using io::Document;
using io::Value;

const std::vector<std::pair<std::string, SloTier>>& tiers() {
  static const std::vector<std::pair<std::string, SloTier>> tiers = {
      {"critical", SloTier::critical},
      {"standard", SloTier::standard},
      {"sheddable", SloTier::sheddable}};
  return tiers;
}

std::optional<engine::TimeUs> read_target(const Document& node, const char* key) {
  const auto target = node.find(key);
  return target ? std::optional<engine::TimeUs>(target->integer()) : std::nullopt;
}

engine::SloClass read_class(const Document& node) {
  node.allow_only({"name", "tier", "ttft_target_us", "tpot_target_us", "e2e_target_us"});
  engine::SloClass slo_class;
  slo_class.name = read_name(node.at("name"));
  const auto tier = node.find("tier");
  slo_class.tier =
      tier ? choose<SloTier>(*tier, tiers()) : engine::tier_of_class_name(slo_class.name);
  slo_class.ttft_target_us = read_target(node, "ttft_target_us");
  slo_class.tpot_target_us = read_target(node, "tpot_target_us");
  slo_class.e2e_target_us = read_target(node, "e2e_target_us");
  return slo_class;
}

Value class_to_value(const engine::SloClass& slo_class) {
  Value value = Value::map();
  value.set("name", Value::text(slo_class.name));
  for (const auto& [word, tier] : tiers()) {
    if (tier == slo_class.tier) value.set("tier", Value::text(word));
  }
  const auto set_target = [&](const char* key, const std::optional<engine::TimeUs>& target) {
    if (target) value.set(key, Value::integer(*target));
  };
  set_target("ttft_target_us", slo_class.ttft_target_us);
  set_target("tpot_target_us", slo_class.tpot_target_us);
  set_target("e2e_target_us", slo_class.e2e_target_us);
  return value;
}

void add_spec(Value& value, const engine::WorkloadSpec& spec) {
  value.set("requests_per_s", Value::number(spec.requests_per_s));
  if (spec.rate_profile) value.set("rate_profile", to_value(*spec.rate_profile));
  value.set("requests", Value::integer(spec.requests));
  if (spec.horizon_us != engine::kForever) {
    value.set("horizon_us", Value::integer(spec.horizon_us));
  }
  if (!spec.classes.empty()) {
    Value classes = Value::list();
    for (const engine::SloClass& one : spec.classes) classes.add(class_to_value(one));
    value.set("classes", std::move(classes));
  }
  Value clients = Value::list();
  for (const engine::ClientSpec& client : spec.clients) clients.add(to_value(client));
  value.set("clients", std::move(clients));
}

/// The engine judges ranges and contradictions; its field paths are those of the file.
void validate_at(const Document& document, const engine::WorkloadSpec& spec) {
  try {
    engine::validate(spec);
  } catch (const engine::Problem& problem) {
    const std::vector<std::string> path = field_path(problem.where());
    const Located found = deepest_node(document, path);
    // A missing field has no line of its own: name it, at the line of what should have it.
    if (found.depth == path.size()) throw problem.at(found.node.where());
    throw engine::Problem(found.node.where(), path.back() + ": " + problem.problem(), problem.why(),
                          problem.remedy());
  }
}

}  // namespace

WorkloadFile WorkloadFile::read(const Document& document) {
  document.allow_only({"workload", "source", "requests_per_s", "rate_profile", "stages", "requests",
                       "horizon_us", "classes", "clients"});
  WorkloadFile file;
  file.name = read_name(document.at("workload"));
  if (const auto source = document.find("source")) file.source = source->text();
  engine::WorkloadSpec& spec = file.spec;
  read_rate(document, spec);
  if (const auto requests = document.find("requests")) spec.requests = requests->integer();
  if (const auto classes = document.find("classes")) {
    for (const Document& item : classes->items()) spec.classes.push_back(read_class(item));
  }
  for (const Document& item : document.at("clients").items()) {
    spec.clients.push_back(read_client(item));
  }
  validate_at(document, spec);
  return file;
}

Value WorkloadFile::to_value() const {
  Value value = Value::map();
  value.set("workload", Value::text(name));
  if (!source.empty()) value.set("source", Value::text(source));
  add_spec(value, spec);
  return value;
}

Value WorkloadFile::identity() const {
  Value value = Value::map();
  add_spec(value, spec);
  return value;
}

std::vector<std::string> WorkloadFile::classes() const {
  std::vector<std::string> names;
  for (const engine::SloClass& slo_class : spec.classes) names.push_back(slo_class.name);
  if (!names.empty()) return names;
  for (const engine::ClientSpec& client : spec.clients) {
    if (std::find(names.begin(), names.end(), client.slo_class) == names.end()) {
      names.push_back(client.slo_class);
    }
  }
  return names;
}

}  // namespace servesweep::sweep
