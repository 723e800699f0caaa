#include "engine/policy/pool_regime.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

/// What is in flight and what instances report, summed over them.
struct PoolSums {
  double backlog_tokens = 0, requests = 0, decoding = 0;
};

PoolSums sums_of(const ClusterView& view) {
  PoolSums sums;
  for (std::size_t i = 0; i < view.instances(); ++i) {
    sums.backlog_tokens += static_cast<double>(view.inflight_prefill_tokens[i]);
    sums.requests += view.load[i];
    sums.decoding += view.reports[i].decoding;
  }
  return sums;
}

/// Prompt tokens that one instance works off per µs in full steps beside so many decodes.
double capacity_of_one(const ClusterView& view, double decoding) {
  const double prompt_tokens = std::max(1.0, view.max_tokens_per_step - decoding);
  return prompt_tokens / std::max(1.0, view.cost.step_us(prompt_tokens, decoding));
}

}  // namespace

std::vector<ParameterInfo> PoolRegime::parameters() {
  std::vector<ParameterInfo> infos = LoadRegime::parameters(0.7, 1, 1'000'000);
  infos.push_back(real_parameter("ewma_us", 2'000'000, 1, 1e12, "µs",
                                 "time over which the offered load is averaged"));
  infos.push_back(real_parameter("cached_share", 0, 0, 1, "",
                                 "share of a prompt assumed to be cached where it goes"));
  return infos;
}

std::string PoolRegime::formula() {
  return "rho = max((offered + backlog/ewma_us)/capacity, requests in flight/(instances·"
         "max_running)); offered: prompt tokens arriving per µs, averaged; capacity = instances·"
         "(B − D)/step_us(B − D, D)";
}

PoolRegime::PoolRegime(const Parameters& parameters)
    : ewma_us_(parameters.real("ewma_us")),
      cached_share_(parameters.real("cached_share")),
      offered_tokens_per_us_(ewma_us_),
      regime_(parameters) {}

void PoolRegime::reset() {
  offered_tokens_per_us_.reset();
  regime_.reset();
  rho_ = 0;
}

Regime PoolRegime::offer(const ClusterView& view) {
  const double tokens = (1 - cached_share_) * view.request.input_tokens;
  const double offered = offered_tokens_per_us_.pulse(view.now_us, tokens);
  const PoolSums sums = sums_of(view);
  const auto instances = static_cast<double>(view.instances());
  const double capacity = instances * capacity_of_one(view, sums.decoding / instances);
  const double slots = sums.requests / (instances * view.max_running);
  rho_ = std::max((offered + sums.backlog_tokens / ewma_us_) / capacity, slots);
  return regime_.update(view.now_us, rho_);
}

}  // namespace servesweep::engine
