#pragma once

#include <string>
#include <vector>

#include "engine/scenario.h"

namespace servesweep::sweep {

/// A number that a strategy may set beside its policies, and how it gets into a scenario.
struct NumberField {
  std::string key;
  bool is_whole = false;
  void (*set)(engine::Scenario&, double) = nullptr;
};

/// Those under `limits`, under `kv` and under `cluster`.
[[nodiscard]] const std::vector<NumberField>& limit_fields();
[[nodiscard]] const std::vector<NumberField>& kv_fields();
[[nodiscard]] const std::vector<NumberField>& cluster_fields();

}  // namespace servesweep::sweep
