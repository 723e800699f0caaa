#pragma once

#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "sweep/study/parameter_space.h"

namespace servesweep::sweep {

/// Which order a queue has, and what each order needs: a chain, a simplex, a constraint.
inline const std::string kConditionalSpace = R"(parameters:
  order: {values: [fcfs, sjf, edf], default: fcfs}
  guard: {range: [1, 100], scale: log, grid: 3, default: 7.5, when: {order: [sjf, edf]}}
  give_up: {values: [true, false], default: false, when: {order: edf}}
  after: {range: [0, 40], type: integer, grid: 3, default: 30, when: {give_up: true}}
  weights: {simplex: [w_work, w_age], steps: 2, default: [0.25, 0.75], when: {order: sjf}}
  batch: {values: [20, 60], default: 60}
constraints: [after < batch, w_age < batch]
)";

[[nodiscard]] inline ParameterSpace space_of(const std::string& text) {
  const io::Document document = io::Document::parse(text, "s.yaml");
  return ParameterSpace::read(document.at("parameters"), document.find("constraints"));
}

/// Whether what does not exist at the point has its default.
[[nodiscard]] inline bool is_settled(const ParameterSpace& space, const Point& point) {
  for (const Axis& axis : space.axes()) {
    if (condition_of(axis).holds(point.values())) continue;
    PointValues defaults;
    add_default_values(axis, defaults);
    for (const auto& [name, value] : defaults) {
      if (point.at(name) != value) return false;
    }
  }
  return true;
}

/// A space of one to six parameters, some of which depend on earlier ones; for properties.
[[nodiscard]] inline ParameterSpace any_conditional_space() {
  const auto draw = [](int below) { return *rc::gen::inRange(0, below); };
  const std::vector<std::string> specs = {
      "values: [x, y, z], default: y",        "values: [true, false], default: false",
      "values: [3, 1, 2.5], default: 2.5",    "range: [1, 4], type: integer, grid: 2, default: 3",
      "range: [0, 1], grid: 3, default: 0.3", "simplex: [aK, bK, cK], steps: 2",
  };
  const std::vector<std::string> values = {"[x, z]", "true", "[2.5, 3]", "[3, 4]"};
  std::string text = "parameters:\n";
  std::vector<std::pair<std::string, std::string>> named;
  const int count = 1 + draw(6);
  for (int i = 0; i < count; ++i) {
    const auto kind = static_cast<std::size_t>(draw(static_cast<int>(specs.size())));
    const std::string name = "p" + std::to_string(i);
    std::string spec = specs[kind];
    for (std::size_t at = 0; (at = spec.find('K')) != std::string::npos;) {
      spec.replace(at, 1, std::to_string(i));
    }
    std::string when;
    for (const auto& [other, wanted] : named) {
      if (draw(3) > 0) continue;
      when += (when.empty() ? "" : ", ") + other + ": " + wanted;
    }
    text += "  " + name + ": {" + spec + (when.empty() ? "" : ", when: {" + when + "}") + "}\n";
    if (kind < values.size()) named.emplace_back(name, values[kind]);
  }
  return space_of(text);
}

}  // namespace servesweep::sweep
