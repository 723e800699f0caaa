#include "engine/policy/scheduling/deficit_round_robin.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/contract.h"

namespace servesweep::engine {

PolicyInfo DeficitRoundRobin::info() {
  return {.name = "deficit-round-robin",
          .what = "tenants in turn, each with a quantum of tokens",
          .formula =
              "at its turn: deficit += quantum_tokens; serve while cost ≤ deficit; cost = "
              "uncached + cached_weight·cached + output_weight·predicted output tokens",
          .source = "Shreedhar & Varghese 1996; VTC, DLPM (arXiv 2501.14312)",
          .parameters = {real_parameter("quantum_tokens", 4096, 1, 1e9, "tokens",
                                        "what a tenant may spend more at each turn"),
                         real_parameter("cached_weight", 1, 0, 1, "",
                                        "cost of a cached prompt token; 1 = like a computed one"),
                         real_parameter("output_weight", 0, 0, 100, "",
                                        "cost of a predicted output token; VTC: 2"),
                         boolean_parameter("longest_prefix", false,
                                           "true: of a tenant, the longest cached prefix first "
                                           "(DLPM); false: the oldest")}};
}

DeficitRoundRobin::DeficitRoundRobin(const Parameters& parameters)
    : quantum_tokens_(parameters.real("quantum_tokens")),
      cached_weight_(parameters.real("cached_weight")),
      output_weight_(parameters.real("output_weight")),
      longest_prefix_(parameters.boolean("longest_prefix")) {}

QueueDiscipline DeficitRoundRobin::discipline() const {
  return QueueDiscipline::picked;
}

void DeficitRoundRobin::reset(std::size_t instances) {
  rotations_.assign(instances, {});
}

std::size_t DeficitRoundRobin::position(const WaitingFacts& request) {
  return static_cast<std::size_t>(request.request.tenant.value() + 1);
}

double DeficitRoundRobin::cost_tokens(const WaitingFacts& request) const {
  const double cached = cached_weight_ < 1 ? request.cached_tokens : 0;
  const double prompt = request.prefill_tokens - (1 - cached_weight_) * cached;
  return std::max(1.0, prompt + output_weight_ * request.request.predicted_output_tokens);
}

/// Finds each tenant's next request. Who has none waiting saves nothing.
void DeficitRoundRobin::gather(std::span<const WaitingFacts> waiting, Rotation& rotation) const {
  std::vector<Backlog>& backlogs = rotation.backlogs;
  std::ranges::fill(backlogs, Backlog{});
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const std::size_t tenant = position(waiting[i]);
    if (tenant >= backlogs.size()) backlogs.resize(tenant + 1);
    Backlog& backlog = backlogs[tenant];
    if (backlog.requests++ > 0 && !goes_before(waiting[i], waiting[backlog.head])) continue;
    backlog.head = i;
    backlog.cost_tokens = cost_tokens(waiting[i]);
  }
  rotation.deficit_tokens.resize(backlogs.size());
  for (std::size_t tenant = 0; tenant < backlogs.size(); ++tenant) {
    if (backlogs[tenant].requests == 0) rotation.deficit_tokens[tenant] = 0;
  }
}

/// Lets turns pass until a tenant can pay; gives up when everybody had one.
bool DeficitRoundRobin::find_turn(Rotation& rotation) const {
  for (std::size_t i = 0; i <= rotation.backlogs.size(); ++i) {
    const Backlog& backlog = rotation.backlogs[rotation.turn];
    if (backlog.requests > 0) {
      double& deficit = rotation.deficit_tokens[rotation.turn];
      if (!rotation.granted) deficit += quantum_tokens_;
      rotation.granted = true;
      if (backlog.cost_tokens <= deficit) return true;
    }
    rotation.turn = (rotation.turn + 1) % rotation.backlogs.size();
    rotation.granted = false;
  }
  return false;
}

/// Rounds in which nobody can pay yet, all at once: a quantum may be much smaller than a request.
void DeficitRoundRobin::grant_idle_rounds(Rotation& rotation) const {
  double rounds = std::numeric_limits<double>::max();
  for (std::size_t tenant = 0; tenant < rotation.backlogs.size(); ++tenant) {
    if (rotation.backlogs[tenant].requests == 0) continue;
    const double missing = rotation.backlogs[tenant].cost_tokens - rotation.deficit_tokens[tenant];
    rounds = std::min(rounds, std::ceil(missing / quantum_tokens_) - 1);
  }
  if (rounds <= 0) return;
  for (std::size_t tenant = 0; tenant < rotation.backlogs.size(); ++tenant) {
    if (rotation.backlogs[tenant].requests == 0) continue;
    rotation.deficit_tokens[tenant] += rounds * quantum_tokens_;
  }
}

std::size_t DeficitRoundRobin::pick(std::span<const WaitingFacts> waiting, const QueueView& view) {
  SERVESWEEP_EXPECT(view.instance.valid() && view.instance.index() < rotations_.size());
  Rotation& rotation = rotations_[view.instance.index()];
  gather(waiting, rotation);
  while (!find_turn(rotation)) grant_idle_rounds(rotation);
  return rotation.backlogs[rotation.turn].head;
}

void DeficitRoundRobin::served(const WaitingFacts& request, std::int32_t, const QueueView& view) {
  Rotation& rotation = rotations_[view.instance.index()];
  const std::size_t tenant = position(request);
  rotation.deficit_tokens[tenant] -= cost_tokens(request);
  if (rotation.backlogs[tenant].requests > 1) return;
  rotation.deficit_tokens[tenant] = 0;  // nothing left: the turn ends
  rotation.granted = false;
  rotation.turn = (rotation.turn + 1) % rotation.deficit_tokens.size();
}

}  // namespace servesweep::engine
