#include "sweep/ranking/fitness.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

using engine::Summary;

/// Half of the score at these values.
constexpr double kHalfRequestsPerS = 100, kHalfTokensPerS = 10'000, kHalfUs = 1000;

double rising(double value, double half) {
  return value / (value + half);
}

double falling(double us) {
  return 1 / (1 + us / kHalfUs);
}

const std::map<std::string, double (*)(const Summary&)>& components() {
  static const std::map<std::string, double (*)(const Summary&)> known{
      {"throughput", [](const Summary& s) { return rising(s.requests_per_s, kHalfRequestsPerS); }},
      {"tokens_per_sec",
       [](const Summary& s) { return rising(s.output_tokens_per_s, kHalfTokensPerS); }},
      {"mean_ttft", [](const Summary& s) { return falling(s.ttft.mean_us); }},
      {"p50_ttft", [](const Summary& s) { return falling(s.ttft.p50_us); }},
      {"p99_ttft", [](const Summary& s) { return falling(s.ttft.p99_us); }},
      {"mean_e2e", [](const Summary& s) { return falling(s.e2e.mean_us); }},
      {"p50_e2e", [](const Summary& s) { return falling(s.e2e.p50_us); }},
      {"p99_e2e", [](const Summary& s) { return falling(s.e2e.p99_us); }}};
  return known;
}

}  // namespace

double fitness(const Summary& summary, const std::map<std::string, double>& weights) {
  double score = 0;
  for (const auto& [name, weight] : weights) {
    const auto component = components().find(name);
    if (component == components().end()) {
      std::vector<std::string> names;
      for (const auto& [known, value] : components()) names.push_back(known);
      throw engine::Problem("fitness." + name, fmt::format("unknown component '{}'", name), "",
                            engine::suggest_name(name, names));
    }
    if (!std::isfinite(weight)) {
      throw engine::Problem("fitness." + name, fmt::format("{} is no weight", weight), "",
                            "give a finite number");
    }
    score += weight * component->second(summary);
  }
  return score;
}

}  // namespace servesweep::sweep
