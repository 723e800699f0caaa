#include "engine/policy/chunking/per_class_chunking.h"

#include <fmt/format.h>

namespace servesweep::engine {
namespace {

ParameterInfo chunk(const char* name, double fallback, const char* tier) {
  return integer_parameter(
      name, fallback, 0, 1e9, "tokens",
      fmt::format("prompt tokens per step of a {} request; 0 = no limit", tier));
}

}  // namespace

std::vector<ParameterInfo> PerClassChunking::tier_parameters(double critical_fallback) {
  return {chunk("critical_tokens", critical_fallback, "critical"),
          chunk("standard_tokens", 0, "standard"), chunk("sheddable_tokens", 0, "sheddable")};
}

PolicyInfo PerClassChunking::info() {
  return {.name = "per-class",
          .what = "a chunk of prompt tokens per step for each tier",
          .formula = "chunk = tokens(tier); 0 = no limit",
          .source = "BLIS",
          .parameters = tier_parameters(128)};
}

PerClassChunking::PerClassChunking(const Parameters& parameters)
    : tokens_{static_cast<std::int32_t>(parameters.integer("critical_tokens")),
              static_cast<std::int32_t>(parameters.integer("standard_tokens")),
              static_cast<std::int32_t>(parameters.integer("sheddable_tokens"))} {}

std::int32_t PerClassChunking::limit_tokens(const RequestFacts& request) const {
  return tokens_[static_cast<std::size_t>(request.tier)];
}

}  // namespace servesweep::engine
