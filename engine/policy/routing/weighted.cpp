#include "engine/policy/routing/weighted.h"

#include <algorithm>

#include "engine/policy/registry.h"

namespace servesweep::engine {
namespace {

PolicySpec part(std::string scorer, double weight) {
  return {.policy = std::move(scorer), .parameters = {{"weight", weight}}, .scorers = {}};
}

std::vector<PolicySpec> default_scorers() {
  return {part("prefix-affinity", 3), part("queue-depth", 2), part("kv-utilization", 2)};
}

double weight_of(const PolicySpec& spec) {
  const auto weight = spec.parameters.find("weight");
  return weight == spec.parameters.end() ? 1.0 : std::get<double>(weight->second);
}

void refuse_repetition(const std::vector<PolicySpec>& specs, std::size_t i,
                       const std::string& field) {
  for (std::size_t j = 0; j < i; ++j) {
    if (specs[j].policy == specs[i].policy) {
      throw Problem(field, fmt::format("scorer '{}' appears twice", specs[i].policy),
                    "its weights would add up silently", "keep one and give it the sum");
    }
  }
}

}  // namespace

PolicyInfo Weighted::info() {
  return {.name = "weighted",
          .what = "weighted sum of scorers, the first of the best instances",
          .formula = "argmax Σ weight·clamp(score, 0, 1) / Σ weight",
          .source = "llm-d inference scheduler, Gateway API inference extension; BLIS",
          .parameters = {},
          .composed = true};
}

Weighted::Weighted(const Parameters& parameters) {
  const std::vector<PolicySpec> specs =
      parameters.scorers().empty() ? default_scorers() : parameters.scorers();
  double sum = 0;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const std::string field = fmt::format("{}.scorers[{}]", parameters.field(), i);
    refuse_repetition(specs, i, field);
    parts_.push_back({servesweep::engine::scorers().create(specs[i], field), weight_of(specs[i])});
    sum += parts_.back().weight;
  }
  for (Part& entry : parts_) entry.weight /= sum;
}

void Weighted::reset(std::size_t instances) {
  totals_.resize(instances);
  scores_.resize(instances);
  for (Part& entry : parts_) entry.scorer->reset(instances);
}

RoutingDecision Weighted::route(const ClusterView& view) {
  std::ranges::fill(totals_, 0.0);
  for (Part& entry : parts_) {
    entry.scorer->score(view, scores_);
    for (std::size_t i = 0; i < totals_.size(); ++i) {
      totals_[i] += std::clamp(scores_[i], 0.0, 1.0) * entry.weight;
    }
  }
  const auto best = std::ranges::max_element(totals_);
  const InstanceId chosen(static_cast<std::int32_t>(best - totals_.begin()));
  RoutingIntent intent;
  for (Part& entry : parts_) {
    entry.scorer->routed(view, chosen);
    const std::int32_t cached = entry.scorer->expected_cached_tokens(chosen);
    intent.expected_cached_tokens = std::max(intent.expected_cached_tokens, cached);
  }
  if (intent.expected_cached_tokens > 0) intent.reason = RoutingIntent::Reason::affinity;
  return {chosen, intent};
}

bool Weighted::needs_cache_directory() const {
  return std::ranges::any_of(
      parts_, [](const Part& entry) { return entry.scorer->needs_cache_directory(); });
}

}  // namespace servesweep::engine
