#include "sweep/study/class_text.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sweep/study/choice.h"
#include "sweep/study/name.h"

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

}  // namespace

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

Value to_value(const engine::SloClass& slo_class) {
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

}  // namespace servesweep::sweep
