#include "engine/policy/routing/rendezvous_scorer.h"

#include "engine/policy/draws.h"

namespace servesweep::engine {

PolicyInfo RendezvousScorer::info() {
  return {.name = "rendezvous",
          .what = "the same instance for the same beginning of a prompt, without a memory",
          .formula = "U(first shared segment, instance), uniform in [0, 1); 1 if nothing is shared",
          .source = "Thaler & Ravishankar 1998; prefix hashing of the SGLang gateway",
          .parameters = {scorer_weight()}};
}

void RendezvousScorer::score(const ClusterView& view, std::span<double> scores) {
  const std::span<const Segment> shared = view.request.content;
  const auto chain = static_cast<std::uint64_t>(shared.empty() ? 0 : shared.front().chain.value());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    Stream stream(chain, StreamPurpose("routing.rendezvous"), i);
    scores[i] = shared.empty() ? 1 : uniform(stream);
  }
}

}  // namespace servesweep::engine
