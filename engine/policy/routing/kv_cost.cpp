#include "engine/policy/routing/kv_cost.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kKvCostDraw("routing.cost");

}  // namespace

PolicyInfo KvCost::info() {
  PolicyInfo info{
      .name = "cost",
      .what = "least KV blocks to compute and to carry, with credit for cached blocks by tier",
      .formula =
          "cost = prefill_scale·max(0, (P + L)/B − credit·decay·gpu − lower_tier_credit·lower) + D "
          "+ "
          "request_cost·F; decay = 1/(1 + credit_decay·(P − min P)/L); P = prompt tokens in "
          "flight, "
          "L = own prompt, B = tokens per block, D = active blocks with this request, F = requests "
          "there; argmin with uniform ties, or softmax of −cost/(temperature·(max − min))",
      .source = "NVIDIA Dynamo KV router",
      .parameters = PrefixBelief::parameters()};
  const auto add = [&info](ParameterInfo one) { info.parameters.push_back(std::move(one)); };
  add(real_parameter("credit", 1, 0, 1e6, "blocks", "a block cached in GPU memory is worth"));
  add(real_parameter("credit_decay", 0, 0, 1e6, "",
                     "how fast the credit fades with the surplus of prompt tokens in flight"));
  add(real_parameter("lower_tier_credit", 0.75, 0, 1e6, "blocks",
                     "a block in a lower tier is worth"));
  add(real_parameter("prefill_scale", 1, 0, 1e6, "", "weight of the blocks to be computed"));
  add(real_parameter("request_cost", 0, 0, 1e6, "blocks", "added per request there"));
  add(real_parameter("output_share", 0, 0, 10, "",
                     "share of the predicted output that counts as active blocks"));
  add(real_parameter("temperature", 0, 0, 1e6, "", "0 = the cheapest; larger = more random"));
  add(boolean_parameter("reported", false,
                        "active blocks as instances report them, instead of the gateway's own "
                        "count of dispatched blocks"));
  add(boolean_parameter("multiply", false, "cost = prefill term · (D + 1) instead of their sum"));
  add(seed_parameter());
  return info;
}

KvCost::KvCost(const Parameters& parameters)
    : belief_(parameters),
      draws_(parameters, kKvCostDraw),
      credit_(parameters.real("credit")),
      credit_decay_(parameters.real("credit_decay")),
      lower_tier_credit_(parameters.real("lower_tier_credit")),
      prefill_scale_(parameters.real("prefill_scale")),
      request_cost_(parameters.real("request_cost")),
      output_share_(parameters.real("output_share")),
      temperature_(parameters.real("temperature")),
      reported_(parameters.boolean("reported")),
      multiply_(parameters.boolean("multiply")) {}

void KvCost::reset(std::size_t instances) {
  belief_.reset(instances);
  ledger_.reset(instances);
  scores_.assign(instances, 0);
  weights_.assign(instances, 0);
}

double KvCost::own_blocks(const ClusterView& view) const {
  const double tokens =
      view.request.input_tokens + output_share_ * view.request.predicted_output_tokens;
  return std::ceil(tokens / view.block_tokens);
}

double KvCost::cost(const ClusterView& view, std::size_t i, double least_active) const {
  const auto active = static_cast<double>(view.inflight_prefill_tokens[i]);
  const double prompt = view.request.input_tokens;
  const double raw_blocks = (active + prompt) / view.block_tokens;
  const double decay = 1 / (1 + credit_decay_ * (active - least_active) / prompt);
  const double credits = credit_ * decay * belief_.match(i).gpu_blocks +
                         lower_tier_credit_ * belief_.match(i).lower_tier_blocks;
  const double prefill = prefill_scale_ * std::max(0.0, raw_blocks - credits);
  const double held = reported_ ? view.used_kv_blocks[i] : static_cast<double>(ledger_.blocks(i));
  const double decode = held + own_blocks(view);
  return (multiply_ ? prefill * (decode + 1) : prefill + decode) + request_cost_ * view.load[i];
}

RoutingDecision KvCost::route(const ClusterView& view) {
  belief_.look(view);
  ledger_.update(view);
  const auto least_active =
      static_cast<double>(*std::ranges::min_element(view.inflight_prefill_tokens));
  for (std::size_t i = 0; i < scores_.size(); ++i) scores_[i] = -cost(view, i, least_active);
  const InstanceId chosen = pick(view);
  belief_.routed(view, chosen);
  ledger_.add(chosen, static_cast<std::int64_t>(own_blocks(view)));
  return {chosen, belief_.intent(chosen)};
}

InstanceId KvCost::pick(const ClusterView& view) {
  const auto [lowest, highest] = std::ranges::minmax(scores_);
  if (temperature_ == 0 || lowest == highest) return random_largest(scores_, draws_, view.request);
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    weights_[i] = std::exp((scores_[i] - highest) / ((highest - lowest) * temperature_));
  }
  return random_by_weight(weights_, draws_, view.request);
}

}  // namespace servesweep::engine
