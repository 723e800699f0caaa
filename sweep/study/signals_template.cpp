#include "sweep/study/signals_template.h"

#include <fmt/format.h>

#include "sweep/study/choice.h"
#include "sweep/study/cluster.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using PredictorKind = engine::PredictorSpec::Kind;

engine::TimeUs time_at(const TemplateValue& setting, const Point& point, const char* field) {
  const engine::ParameterValue value = setting.at(point);
  if (is_integer(value)) return static_cast<engine::TimeUs>(std::get<double>(value));
  throw engine::Problem(field, text_of(value) + " is not a legal value", "", "give whole µs");
}

double signal_number(const TemplateValue& setting, const Point& point, const char* field) {
  const engine::ParameterValue value = setting.at(point);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  throw engine::Problem(field, text_of(value) + " is not a legal value", "", "give a number");
}

}  // namespace

SignalsTemplate SignalsTemplate::read(const io::Document& node, const ParameterSpace& space,
                                      std::set<std::string>& used) {
  node.allow_only({"signal_refresh_us", "cache_event_delay_us", "predictor"});
  SignalsTemplate signals;
  const auto read_value = [&](const char* key, std::optional<TemplateValue>& setting) {
    if (const auto value = node.find(key)) setting = TemplateValue::read(*value, space, used);
  };
  read_value("signal_refresh_us", signals.refresh_us_);
  read_value("cache_event_delay_us", signals.cache_delay_us_);
  if (const auto predictor = node.find("predictor")) {
    signals.read_predictor(*predictor, space, used);
  }
  return signals;
}

void SignalsTemplate::read_predictor(const io::Document& node, const ParameterSpace& space,
                                     std::set<std::string>& used) {
  const io::Document kind = node.at("kind");
  kind_ = TemplateValue::read(kind, space, used);
  const bool is_fixed = kind_->parameter().empty();
  if (is_fixed && choose<PredictorKind>(kind, predictor_kinds()) != PredictorKind::lognormal) {
    node.allow_only({"kind"});
    return;
  }
  node.allow_only({"kind", "log_error", "log_bias"});
  if (const auto error = node.find("log_error")) {
    log_error_ = TemplateValue::read(*error, space, used);
  }
  if (const auto bias = node.find("log_bias")) log_bias_ = TemplateValue::read(*bias, space, used);
}

void SignalsTemplate::apply_to(engine::Scenario& scenario, const Point& point) const {
  if (refresh_us_) scenario.signal_refresh_us = time_at(*refresh_us_, point, "signal_refresh_us");
  if (cache_delay_us_) {
    scenario.cache_event_delay_us = time_at(*cache_delay_us_, point, "cache_event_delay_us");
  }
  if (kind_) scenario.predictor = predictor_at(point);
}

engine::PredictorSpec SignalsTemplate::predictor_at(const Point& point) const {
  const std::string word = text_of(kind_->at(point));
  engine::PredictorSpec spec;
  std::vector<std::string> known;
  bool is_known = false;
  for (const auto& [name, kind] : predictor_kinds()) {
    known.push_back(name);
    if (name != word) continue;
    spec.kind = kind;
    is_known = true;
  }
  if (!is_known) {
    throw engine::Problem("predictor.kind", fmt::format("unknown word '{}'", word), "",
                          engine::suggest_name(word, known));
  }
  // The errors of another kind of predictor must not make two names of one scenario.
  if (spec.kind != PredictorKind::lognormal) return spec;
  if (log_error_) spec.log_error = signal_number(*log_error_, point, "predictor.log_error");
  if (log_bias_) spec.log_bias = signal_number(*log_bias_, point, "predictor.log_bias");
  return spec;
}

io::Value SignalsTemplate::to_value() const {
  io::Value value = io::Value::map();
  if (refresh_us_) value.set("signal_refresh_us", refresh_us_->to_value());
  if (cache_delay_us_) value.set("cache_event_delay_us", cache_delay_us_->to_value());
  if (!kind_) return value;
  io::Value predictor = io::Value::map();
  predictor.set("kind", kind_->to_value());
  if (log_error_) predictor.set("log_error", log_error_->to_value());
  if (log_bias_) predictor.set("log_bias", log_bias_->to_value());
  return value.set("predictor", std::move(predictor));
}

}  // namespace servesweep::sweep
