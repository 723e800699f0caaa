#include "sweep/study/tier_template.h"

#include <fmt/format.h>

#include "sweep/study/choice.h"
#include "sweep/study/name.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

double tier_number(const TemplateValue& setting, const Point& point, const char* key, bool whole) {
  const engine::ParameterValue value = setting.at(point);
  if (is_int32(value) || (!whole && std::holds_alternative<double>(value))) {
    return std::get<double>(value);
  }
  throw engine::Problem("kv.tiers", fmt::format("{}: {} is not a legal value", key, text_of(value)),
                        "", whole ? "give a whole number" : "give a number");
}

}  // namespace

TierTemplate TierTemplate::read(const io::Document& node, const ParameterSpace& space,
                                std::set<std::string>& used) {
  node.allow_only({"name", "blocks", "tokens_per_us", "base_us", "sharing", "eviction"});
  TierTemplate tier;
  tier.name_ = read_name(node.at("name"));
  tier.blocks_ = TemplateValue::read(node.at("blocks"), space, used);
  tier.tokens_per_us_ = TemplateValue::read(node.at("tokens_per_us"), space, used);
  tier.base_us_ = TemplateValue::read(node.at("base_us"), space, used);
  if (const auto sharing = node.find("sharing")) {
    tier.serial_ = choose<bool>(*sharing, {{"fair", false}, {"serial", true}});
  }
  if (const auto eviction = node.find("eviction")) {
    tier.eviction_ = TemplateValue::read(*eviction, space, used);
  }
  return tier;
}

engine::TierSpec TierTemplate::at(const Point& point) const {
  engine::TierSpec spec{
      .name = name_,
      .blocks = static_cast<std::int32_t>(tier_number(blocks_, point, "blocks", true)),
      .tokens_per_us = tier_number(tokens_per_us_, point, "tokens_per_us", false),
      .base_us = static_cast<engine::TimeUs>(tier_number(base_us_, point, "base_us", true)),
      .serial = serial_};
  if (eviction_) spec.eviction = text_of(eviction_->at(point));
  return spec;
}

io::Value TierTemplate::to_value() const {
  io::Value value = io::Value::map();
  value.set("name", io::Value::text(name_))
      .set("blocks", blocks_.to_value())
      .set("tokens_per_us", tokens_per_us_.to_value())
      .set("base_us", base_us_.to_value())
      .set("sharing", io::Value::text(serial_ ? "serial" : "fair"));
  if (eviction_) value.set("eviction", eviction_->to_value());
  return value;
}

}  // namespace servesweep::sweep
