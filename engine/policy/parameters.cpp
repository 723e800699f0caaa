#include "engine/policy/parameters.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/contract.h"
#include "engine/base/problem.h"

namespace servesweep::engine {
namespace {

void check_number(double value, const ParameterInfo& info, const std::string& where) {
  if (info.kind == ParameterInfo::Kind::integer && value != std::nearbyint(value)) {
    throw Problem(where, fmt::format("{} is not an integer", value), info.meaning,
                  "give a whole number");
  }
  if (!(value >= info.lowest && value <= info.highest)) {
    throw Problem(where, fmt::format("{} is out of range", value), info.meaning,
                  fmt::format("give a value from {} to {}", info.lowest, info.highest));
  }
}

void check(const ParameterValue& value, const ParameterInfo& info, const std::string& where) {
  const bool wants_boolean = info.kind == ParameterInfo::Kind::boolean;
  if (wants_boolean != std::holds_alternative<bool>(value) ||
      std::holds_alternative<std::string>(value)) {
    throw Problem(where, "wrong type", info.meaning,
                  wants_boolean ? "give true or false" : "give a number");
  }
  if (!wants_boolean) check_number(std::get<double>(value), info, where);
}

}  // namespace

Parameters::Parameters(const PolicySpec& spec, const PolicyInfo& info, std::string field)
    : scorers_(spec.scorers), field_(std::move(field)) {
  std::vector<std::string> known;
  for (const ParameterInfo& parameter : info.parameters) {
    known.push_back(parameter.name);
    values_[parameter.name] = parameter.fallback;
  }
  for (const auto& [name, value] : spec.parameters) {
    const std::string where = fmt::format("{}.{}", field_, name);
    const auto found = values_.find(name);
    if (found == values_.end()) {
      throw Problem(where, fmt::format("unknown parameter '{}' of policy '{}'", name, info.name),
                    known.empty() ? "the policy has no parameters" : "",
                    known.empty() ? "remove it" : suggest_name(name, known));
    }
    for (const ParameterInfo& parameter : info.parameters) {
      if (parameter.name == name) check(value, parameter, where);
    }
    found->second = value;
  }
  if (!spec.scorers.empty() && !info.composed) {
    throw Problem(field_ + ".scorers", fmt::format("policy '{}' takes no scorers", info.name), "",
                  "remove them or use policy 'weighted'");
  }
}

double Parameters::real(std::string_view name) const {
  const auto found = values_.find(name);
  SERVESWEEP_EXPECT(found != values_.end());
  return std::get<double>(found->second);
}

std::int64_t Parameters::integer(std::string_view name) const {
  return static_cast<std::int64_t>(real(name));
}

bool Parameters::boolean(std::string_view name) const {
  const auto found = values_.find(name);
  SERVESWEEP_EXPECT(found != values_.end());
  return std::get<bool>(found->second);
}

ParameterInfo real_parameter(std::string name, double fallback, double lowest, double highest,
                             std::string unit, std::string meaning) {
  return {.name = std::move(name),
          .kind = ParameterInfo::Kind::real,
          .fallback = fallback,
          .lowest = lowest,
          .highest = highest,
          .unit = std::move(unit),
          .meaning = std::move(meaning)};
}

ParameterInfo integer_parameter(std::string name, double fallback, double lowest, double highest,
                                std::string unit, std::string meaning) {
  ParameterInfo info = real_parameter(std::move(name), fallback, lowest, highest, std::move(unit),
                                      std::move(meaning));
  info.kind = ParameterInfo::Kind::integer;
  return info;
}

ParameterInfo boolean_parameter(std::string name, bool fallback, std::string meaning) {
  return {.name = std::move(name),
          .kind = ParameterInfo::Kind::boolean,
          .fallback = fallback,
          .unit = "",
          .meaning = std::move(meaning)};
}

}  // namespace servesweep::engine
