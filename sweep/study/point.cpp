#include "sweep/study/point.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/base/contract.h"
#include "io/yaml/value.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {

Point::Point(PointValues values) : values_(std::move(values)) {}

const engine::ParameterValue& Point::at(std::string_view name) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  SERVESWEEP_EXPECT(found != values_.end());
  return found->second;
}

std::string Point::json() const {
  std::map<std::string, engine::ParameterValue> sorted(values_.begin(), values_.end());
  io::Value value = io::Value::map();
  for (const auto& [name, setting] : sorted) value.set(name, to_value(setting));
  return value.json();
}

std::string Point::label() const {
  std::string label;
  for (const auto& [name, setting] : values_) {
    label += fmt::format("{}{}={}", label.empty() ? "" : " ", name, text_of(setting));
  }
  return label;
}

}  // namespace servesweep::sweep
