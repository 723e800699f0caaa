#include "engine/policy/routing/least_work_scorer.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo LeastWorkScorer::info() {
  PolicyInfo info{.name = "least-work",
                  .what = "prefers instances with little uncached work in time, its own included",
                  .formula =
                      "(largest work − work)/(largest − smallest), 1 if equal; work in µs as in "
                      "the routing policy least-work",
                  .source = "join the least workload (Harchol-Balter, Performance Modeling, 2013)",
                  .parameters = {scorer_weight()}};
  for (ParameterInfo& one : PrefixBelief::parameters()) info.parameters.push_back(std::move(one));
  for (ParameterInfo& one : WorkEstimate::parameters()) info.parameters.push_back(std::move(one));
  return info;
}

LeastWorkScorer::LeastWorkScorer(const Parameters& parameters)
    : belief_(parameters), estimate_(parameters) {}

void LeastWorkScorer::reset(std::size_t instances) {
  work_us_.resize(instances);
  belief_.reset(instances);
  estimate_.reset(instances);
}

void LeastWorkScorer::score(const ClusterView& view, ScoreSum scores) {
  belief_.look(view);
  estimate_.look(view);
  for (std::size_t i = 0; i < view.instances(); ++i) {
    work_us_[i] = estimate_.work_us(view, i, belief_.uncached_tokens(i));
  }
  const auto [least_us, most_us] = std::ranges::minmax(work_us_);
  const double range_us = most_us - least_us;
  for (std::size_t i = 0; i < view.instances(); ++i) {
    scores.add(i, range_us > 0 ? (most_us - work_us_[i]) / range_us : 1);
  }
}

void LeastWorkScorer::routed(const ClusterView& view, InstanceId chosen) {
  belief_.routed(view, chosen);
  estimate_.routed(chosen, belief_.uncached_tokens(chosen.index()));
}

}  // namespace servesweep::engine
