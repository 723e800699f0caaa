#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/policy/policy_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/condition.h"
#include "sweep/study/parameter_range.h"

namespace servesweep::sweep {

enum class ParameterType : std::uint8_t { real, integer, text, boolean };
/// A free parameter of a strategy. Its grid is never empty and holds no value twice.
///
/// YAML: `name:` followed by
///   {values: [a, b, …]}  numbers, texts or booleans; or
///   {range: [low, high], grid: n}  with optional `scale: linear|log|logit` and `type:
///   real|integer`;
/// and optionally `default: value` (one of the range or list), `meaning: text` and `when: {…}`, the
/// condition under which it exists, which is for ParameterSpace to read. A range with a
/// default may have no `grid`: its grid is then the default alone.
/// Grid points divide a range evenly on its scale, ends included. Inner points are rounded as
/// ParameterRange does, on integer ranges to whole numbers.
struct Parameter {
  /// Problem (file:line: field) for anything that is not as above.
  [[nodiscard]] static Parameter read(const std::string& name, const io::Document& spec);

  /// The declared default, else the first grid value.
  [[nodiscard]] const engine::ParameterValue& default_value() const;
  /// Whether a search may use this value.
  [[nodiscard]] bool contains(const engine::ParameterValue& value) const;
  /// "a whole number 962 to 2048" or "one of 10, 12.9382": what contains() accepts.
  [[nodiscard]] std::string allowed() const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  /// "linear", "log" or "logit"; empty for a list.
  [[nodiscard]] std::string scale_word() const;

  std::string name;
  ParameterType type = ParameterType::real;
  std::optional<ParameterRange> range;               ///< empty: the listed values are all there is
  std::vector<engine::ParameterValue> grid;          ///< listed values, or points over the range
  bool has_grid = true;                              ///< false: a range whose grid is its default
  std::optional<engine::ParameterValue> fallback{};  ///< the `default:`
  std::string meaning{};
  Condition when{};
};

/// Whether `$text` can refer to a parameter: letters, digits and _.
[[nodiscard]] bool is_parameter_name(const std::string& text);

}  // namespace servesweep::sweep
