#include "engine/policy/routing/regime_weighted.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"

namespace servesweep::engine {
namespace {

constexpr const char* kWeights[kRegimes] = {"weight", "busy_weight", "overload_weight"};

/// One of the weights that this policy adds to a scorer's own parameters. Throws Problem.
double added_weight(const PolicySpec& scorer, const std::string& scorer_field, const char* name,
                    double fallback) {
  const auto found = scorer.parameters.find(name);
  if (found == scorer.parameters.end()) return fallback;
  const PolicyInfo info{
      .name = scorer.policy,
      .what = "",
      .formula = "",
      .source = "",
      .parameters = {real_parameter(name, fallback, 0, 1e12, "", "weight in one regime")}};
  const PolicySpec only{.policy = scorer.policy, .parameters = {*found}, .scorers = {}};
  return Parameters(only, info, scorer_field).real(name);
}

/// What `weighted` takes: the scorers with their own parameters only.
Parameters without_regimes(const Parameters& parameters) {
  PolicySpec spec{.policy = "weighted",
                  .parameters = {{"random_ties", parameters.boolean("random_ties")},
                                 {"seed", parameters.real("seed")}},
                  .scorers = parameters.scorers()};
  for (PolicySpec& scorer : spec.scorers) {
    scorer.parameters.erase("busy_weight");
    scorer.parameters.erase("overload_weight");
  }
  return {spec, Weighted::info(), parameters.field()};
}

double calm_weight(const PolicySpec& scorer) {
  const auto weight = scorer.parameters.find("weight");
  return weight == scorer.parameters.end() ? 1 : std::get<double>(weight->second);
}

void need_positive(const std::vector<double>& weights, std::size_t regime,
                   const std::string& field) {
  if (weights.empty() || std::ranges::any_of(weights, [](double w) { return w > 0; })) return;
  throw Problem(field + ".scorers", fmt::format("every {} is 0", kWeights[regime]),
                "no instance would be better than another", "make one positive");
}

}  // namespace

PolicyInfo RegimeWeighted::info() {
  PolicyInfo info = Weighted::info();
  info.name = "regime-weighted";
  info.what = "weighted sum of scorers whose weights follow the load regime of the pool";
  info.formula =
      "as weighted, with weight, busy_weight (default: weight) or overload_weight "
      "(default: busy_weight) of each scorer by regime; " +
      PoolRegime::formula();
  info.source = "BLIS (best weights depend on the load); hysteresis is ours";
  for (ParameterInfo& parameter : PoolRegime::parameters()) {
    info.parameters.push_back(std::move(parameter));
  }
  return info;
}

RegimeWeighted::RegimeWeighted(const Parameters& parameters)
    : pool_(parameters), weighted_(without_regimes(parameters)) {
  for (std::size_t i = 0; i < parameters.scorers().size(); ++i) {
    const PolicySpec& scorer = parameters.scorers()[i];
    const std::string field = fmt::format("{}.scorers[{}]", parameters.field(), i);
    double weight = calm_weight(scorer);
    weights_[0].push_back(weight);
    for (std::size_t regime = 1; regime < kRegimes; ++regime) {
      weight = added_weight(scorer, field, kWeights[regime], weight);
      weights_[regime].push_back(weight);
    }
  }
  for (std::size_t regime = 0; regime < kRegimes; ++regime) {
    need_positive(weights_[regime], regime, parameters.field());
  }
}

void RegimeWeighted::reset(std::size_t instances) {
  pool_.reset();
  weighted_.reset(instances);
  weigh();
}

void RegimeWeighted::weigh() {
  weighed_ = pool_.regime();
  const std::vector<double>& weights = weights_[static_cast<std::size_t>(weighed_)];
  if (!weights.empty()) weighted_.weigh(weights);
}

RoutingDecision RegimeWeighted::route(const ClusterView& view) {
  if (pool_.offer(view) != weighed_) weigh();
  return weighted_.route(view);
}

}  // namespace servesweep::engine
