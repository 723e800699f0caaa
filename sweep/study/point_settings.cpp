#include "sweep/study/point_settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {

void PointSettings::check_names(const std::vector<std::string>& known) const {
  for (const auto& [name, text] : settings_) {
    if (std::ranges::find(known, name) != known.end()) continue;
    throw engine::Problem(
        where_, fmt::format("no parameter '{}'", name), "",
        known.empty() ? "the strategy has no parameters" : engine::suggest_name(name, known));
  }
}

bool PointSettings::any_of(const std::vector<std::string>& names) const {
  return std::ranges::any_of(names,
                             [&](const std::string& name) { return settings_.contains(name); });
}

engine::ParameterValue PointSettings::value_of(const Parameter& parameter) const {
  engine::ParameterValue value = parameter_value_of(settings_.at(parameter.name));
  if (parameter.contains(value)) return value;
  throw engine::Problem(where_,
                        fmt::format("{} = {} is not allowed", parameter.name, text_of(value)), "",
                        "use " + parameter.allowed());
}

std::vector<double> PointSettings::shares_of(const Simplex& simplex) const {
  std::vector<double> shares;
  for (const std::string& name : simplex.names) {
    const auto setting = settings_.find(name);
    if (setting == settings_.end()) {
      throw engine::Problem(where_, fmt::format("{} is not given", name),
                            fmt::format("{} add up to 1", simplex.names_text()),
                            "set all of them or none");
    }
    const engine::ParameterValue value = parameter_value_of(setting->second);
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr || *number < 0) {
      throw engine::Problem(where_, fmt::format("{} = {} is not allowed", name, setting->second),
                            "", "use a number >= 0");
    }
    shares.push_back(*number);
  }
  if (simplex.contains(shares)) return shares;
  double sum = 0;
  for (const double share : shares) sum += share;
  throw engine::Problem(where_, fmt::format("{} add up to {}", simplex.names_text(), text_of(sum)),
                        "", "give shares that add up to 1");
}

}  // namespace servesweep::sweep
