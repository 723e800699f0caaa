#pragma once

#include <string>
#include <string_view>

#include "engine/policy/policy_spec.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// What a scalar of a YAML file stands for: `true` and `false` are booleans, whatever reads as a
/// finite decimal number is one, everything else is text.
[[nodiscard]] engine::ParameterValue parameter_value_of(const std::string& text);

[[nodiscard]] io::Value to_value(const engine::ParameterValue& value);

/// The value in words: "1e-05", "true", "priority-fcfs".
[[nodiscard]] std::string text_of(const engine::ParameterValue& value);

/// Whether the value is a number without a fraction.
[[nodiscard]] bool is_integer(const engine::ParameterValue& value);
/// … and small enough for the counts of a scenario.
[[nodiscard]] bool is_int32(const engine::ParameterValue& value);

}  // namespace servesweep::sweep
