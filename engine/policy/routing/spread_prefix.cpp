#include "engine/policy/routing/spread_prefix.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kSpreadPrefixTies("routing.spread_prefix.ties");

}  // namespace

double highest_usual_load(std::span<const std::int32_t> load, double factor) {
  const auto n = static_cast<double>(load.size());
  double sum = 0, squares = 0;
  for (const double one : load) sum += one;
  const double mean = sum / n;
  for (const double one : load) squares += (one - mean) * (one - mean);
  return mean + factor * std::sqrt(squares / n);
}

PolicyInfo SpreadPrefix::info() {
  PolicyInfo info{
      .name = "spread-prefix",
      .what = "the longest match among instances that are not busier than most, else least loaded",
      .formula =
          "candidates = {load = min load} if max load − min load > spread, else all; the longest "
          "match > 0 among those with load ≤ mean + sigma_factor·sigma, then the smaller load; "
          "without one argmin load; uniform ties",
      .source = "AIBrix prefix-cache (there blocks of four characters, here of tokens)",
      .parameters = PrefixBelief::parameters()};
  info.parameters.push_back(real_parameter("spread", 8, 0, 1e9, "requests",
                                           "difference of loads up to which matches count"));
  info.parameters.push_back(real_parameter(
      "sigma_factor", 1, 0, 1e9, "", "how many standard deviations above the mean are tolerated"));
  info.parameters.push_back(seed_parameter());
  return info;
}

SpreadPrefix::SpreadPrefix(const Parameters& parameters)
    : belief_(parameters),
      ties_(parameters, kSpreadPrefixTies),
      spread_(parameters.real("spread")),
      sigma_factor_(parameters.real("sigma_factor")) {}

void SpreadPrefix::reset(std::size_t instances) {
  belief_.reset(instances);
  scores_.assign(instances, 0);
}

void SpreadPrefix::score(const ClusterView& view) {
  const auto [least, most] = std::ranges::minmax(view.load);
  const double limit = most - least > spread_ ? least : most;
  const double usable = std::min(limit, highest_usual_load(view.load, sigma_factor_));
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    const double load = view.load[i];
    const std::int32_t match = belief_.cached_tokens(i);
    scores_[i] = load > limit                  ? -HUGE_VAL
                 : match > 0 && load <= usable ? match - load / (1.0 + most)
                                               : -1 - load;
  }
}

RoutingDecision SpreadPrefix::route(const ClusterView& view) {
  belief_.look(view);
  score(view);
  const InstanceId chosen = random_largest(scores_, ties_, view.request);
  belief_.routed(view, chosen);
  return {chosen, belief_.intent(chosen)};
}

}  // namespace servesweep::engine
