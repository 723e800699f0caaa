#include "engine/policy/routing/power_of_two.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kPowerOfTwoDraw("routing.power_of_two");

}  // namespace

PolicyInfo PowerOfTwo::info() {
  return {.name = "power-of-two",
          .what = "the less loaded of two random instances, the first drawn on ties",
          .formula = "argmin over two distinct random instances of load, or of tokens in flight",
          .source =
              "Mitzenmacher, The power of two choices, IEEE TPDS 2001; SGLang gateway, Dynamo, "
              "AIBrix",
          .parameters = {boolean_parameter("by_tokens", false,
                                           "compare uncached prompt tokens in flight instead of "
                                           "requests"),
                         seed_parameter()}};
}

PowerOfTwo::PowerOfTwo(const Parameters& parameters)
    : draws_(parameters, kPowerOfTwoDraw), by_tokens_(parameters.boolean("by_tokens")) {}

RoutingDecision PowerOfTwo::route(const ClusterView& view) {
  const std::size_t n = view.instances();
  if (n == 1) return InstanceId(0);
  Stream stream = draws_.about(view.request);
  const std::size_t first = below(stream, n);
  const std::size_t other = below(stream, n - 1);
  const std::size_t second = other + (other >= first ? 1 : 0);
  const auto load = [&](std::size_t i) {
    return by_tokens_ ? view.inflight_prefill_tokens[i] : std::int64_t{view.load[i]};
  };
  return InstanceId(static_cast<std::int32_t>(load(first) <= load(second) ? first : second));
}

}  // namespace servesweep::engine
