#include "engine/policy/routing/rendezvous_scorer.h"

#include "engine/policy/draws.h"

namespace servesweep::engine {

PolicyInfo RendezvousScorer::info() {
  return {.name = "rendezvous",
          .what = "the same instance for the same beginning of a prompt, without a memory",
          .formula = "U(hash of the first tokens, instance), uniform in [0, 1)",
          .source = "Thaler & Ravishankar 1998; prefix hashing of the SGLang gateway",
          .parameters = {scorer_weight(), integer_parameter("tokens", 256, 1, 1e9, "tokens",
                                                            "part of a prompt that is hashed")}};
}

void RendezvousScorer::score(const ClusterView& view, ScoreSum scores) {
  const RequestFacts& request = view.request;
  const bool shared = !request.content.empty() &&
                      request.content.front().end_token >= std::min(tokens_, request.input_tokens);
  const StreamPurpose purpose(shared ? "routing.rendezvous" : "routing.rendezvous.private");
  const auto hash = shared ? request.content.front().chain.value() : request.id.value();
  for (std::size_t i = 0; i < view.instances(); ++i) {
    Stream stream(static_cast<std::uint64_t>(hash), purpose, i);
    scores.add(i, uniform(stream));
  }
}

}  // namespace servesweep::engine
