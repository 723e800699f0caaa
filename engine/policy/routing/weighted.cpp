#include "engine/policy/routing/weighted.h"

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/policy/registry.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kWeightedTies("routing.weighted.ties");

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
          .what = "weighted sum of scorers",
          .formula = "argmax Σ weight·clamp(score, 0, 1) / Σ weight; the first of several",
          .source = "llm-d inference scheduler, Gateway API inference extension; BLIS",
          .parameters = {boolean_parameter("random_ties", false,
                                           "of several best instances a random one, as llm-d "
                                           "does; false: the first"),
                         seed_parameter()},
          .composed = true};
}

Weighted::Weighted(const Parameters& parameters)
    : random_ties_(parameters.boolean("random_ties")), ties_(parameters, kWeightedTies) {
  const std::vector<PolicySpec> specs =
      parameters.scorers().empty() ? default_scorers() : parameters.scorers();
  double sum = 0;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const std::string field = fmt::format("{}.scorers[{}]", parameters.field(), i);
    refuse_repetition(specs, i, field);
    auto scorer = servesweep::engine::scorers().create(specs[i], field);
    const double weight = weight_of(specs[i]);
    if (weight == 0) continue;
    parts_.push_back({std::move(scorer), weight});
    sum += weight;
    const PrefixBelief* belief = parts_.back().scorer->belief();
    if (belief != nullptr) beliefs_.push_back(belief);
  }
  if (parts_.empty()) {
    throw Problem(parameters.field() + ".scorers", "every weight is 0",
                  "no instance would be better than another", "give one a weight above 0");
  }
  for (Part& entry : parts_) entry.weight /= sum;
}

void Weighted::weigh(std::span<const double> weights) {
  SERVESWEEP_EXPECT(weights.size() == parts_.size());
  double sum = 0;
  for (const double weight : weights) sum += weight;
  for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i].weight = weights[i] / sum;
}

void Weighted::reset(std::size_t instances) {
  totals_.resize(instances);
  for (Part& entry : parts_) entry.scorer->reset(instances);
}

RoutingDecision Weighted::route(const ClusterView& view) {
  sum_scores(view);
  const InstanceId chosen = best(view);
  const RoutingIntent why = intent(chosen);
  for (Part& entry : parts_) entry.scorer->routed(view, chosen);
  return {chosen, why};
}

void Weighted::sum_scores(const ClusterView& view) {
  std::ranges::fill(totals_, 0.0);
  for (const Part& part : parts_) part.scorer->score(view, ScoreSum(totals_, part.weight));
}

InstanceId Weighted::best(const ClusterView& view) const {
  if (random_ties_) return random_largest(totals_, ties_, view.request);
  return InstanceId(static_cast<std::int32_t>(std::ranges::max_element(totals_) - totals_.begin()));
}

RoutingIntent Weighted::intent(InstanceId chosen) const {
  std::int32_t here = 0, longest = 0;
  for (const PrefixBelief* belief : beliefs_) {
    here = std::max(here, belief->cached_tokens(chosen.index()));
    longest = std::max(longest, belief->longest_tokens());
  }
  const auto reason = longest == 0      ? RoutingIntent::Reason::load
                      : here == longest ? RoutingIntent::Reason::affinity
                                        : RoutingIntent::Reason::spill;
  return {.expected_cached_tokens = here, .reason = reason};
}

bool Weighted::needs_cache_directory() const {
  return std::ranges::any_of(
      parts_, [](const Part& entry) { return entry.scorer->needs_cache_directory(); });
}

}  // namespace servesweep::engine
