#include "sweep/study/session_text.h"

#include "sweep/study/choice.h"
#include "sweep/study/length_law_text.h"

namespace servesweep::sweep {
namespace {

using engine::DurationLaw;
using engine::SessionMode;
using io::Document;
using io::Value;

DurationLaw read_constant_duration(const Document& node) {
  node.allow_only({"law", "value"});
  return engine::ConstantDuration{.value_us = node.at("value").integer()};
}

DurationLaw read_exponential_duration(const Document& node) {
  node.allow_only({"law", "mean"});
  return engine::ExponentialDuration{.mean_us = node.at("mean").real()};
}

DurationLaw read_lognormal(const Document& node) {
  node.allow_only({"law", "mean", "std_dev"});
  return engine::LognormalDuration{.mean_us = node.at("mean").real(),
                                   .std_dev_us = node.at("std_dev").real()};
}

DurationLaw read_duration_law(const Document& node) {
  if (!node.is_map()) return engine::ConstantDuration{.value_us = node.integer()};
  using Reader = DurationLaw (*)(const Document&);
  return choose<Reader>(node.at("law"), {{"constant", read_constant_duration},
                                         {"exponential", read_exponential_duration},
                                         {"lognormal", read_lognormal}})(node);
}

Value value_of(const engine::ConstantDuration& law) {
  return Value::integer(law.value_us);
}

Value value_of(const engine::ExponentialDuration& law) {
  return Value::map()
      .set("law", Value::text("exponential"))
      .set("mean", Value::number(law.mean_us));
}

Value value_of(const engine::LognormalDuration& law) {
  return Value::map()
      .set("law", Value::text("lognormal"))
      .set("mean", Value::number(law.mean_us))
      .set("std_dev", Value::number(law.std_dev_us));
}

Value value_of_rounds(const engine::LengthLaw& law) {
  const auto* const fixed = std::get_if<engine::ConstantLength>(&law);
  return fixed != nullptr ? Value::integer(fixed->value) : to_value(law);
}

}  // namespace

engine::SessionSpec read_session(const Document& node) {
  node.allow_only({"mode", "rounds", "think_time_us", "accumulate_context"});
  engine::SessionSpec session;
  if (const auto mode = node.find("mode")) {
    session.mode =
        choose<SessionMode>(*mode, {{"open", SessionMode::open}, {"closed", SessionMode::closed}});
  }
  const Document rounds = node.at("rounds");
  if (rounds.is_map()) {
    session.rounds = read_length_law(rounds);
  } else {
    session.rounds = engine::ConstantLength{.value = rounds.integer()};
  }
  if (const auto think = node.find("think_time_us")) {
    session.think_time_us = read_duration_law(*think);
  }
  if (const auto context = node.find("accumulate_context")) {
    session.accumulate_context = context->boolean();
  }
  return session;
}

Value to_value(const engine::SessionSpec& session) {
  const auto mode = engine::kSessionModeNames[static_cast<std::size_t>(session.mode)];
  return Value::map()
      .set("mode", Value::text(std::string(mode)))
      .set("rounds", value_of_rounds(session.rounds))
      .set("think_time_us",
           std::visit([](const auto& law) { return value_of(law); }, session.think_time_us))
      .set("accumulate_context", Value::boolean(session.accumulate_context));
}

}  // namespace servesweep::sweep
