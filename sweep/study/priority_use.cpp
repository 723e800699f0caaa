#include "sweep/study/priority_use.h"

#include <array>

namespace servesweep::sweep {
namespace {

using engine::QueueDiscipline;
using engine::RequestFacts;

RequestFacts request(std::int32_t id) {
  RequestFacts facts;
  facts.id = engine::RequestId(id);
  facts.slo_class = engine::SloClassId(0);
  facts.tenant = engine::TenantId(0);
  facts.session = engine::SessionId(0);
  facts.input_tokens = 64;
  facts.predicted_output_tokens = 64;
  return facts;
}

/// Two requests of which the first or the second is the more urgent one.
template <class Facts>
std::array<Facts, 2> pair_of(double first, double second) {
  std::array<Facts, 2> pair;
  for (std::size_t i = 0; i < pair.size(); ++i) {
    pair[i].request = request(static_cast<std::int32_t>(i));
    pair[i].priority = i == 0 ? first : second;
  }
  return pair;
}

engine::QueueView view() {
  return {.waiting = 2, .instance = engine::InstanceId(0), .running = 2};
}

std::size_t picked(engine::SchedulingPolicy& policy, double first, double second) {
  policy.reset(1);
  return policy.pick(pair_of<engine::WaitingFacts>(first, second), view());
}

}  // namespace

bool reads_priority(engine::SchedulingPolicy& policy) {
  switch (policy.discipline()) {
    case QueueDiscipline::first_come:
      return false;
    case QueueDiscipline::highest_priority:
      return true;
    case QueueDiscipline::fixed_key:
    case QueueDiscipline::changing_key:
      return policy.key(request(0), 0) != policy.key(request(0), 1);
    case QueueDiscipline::picked:
      return picked(policy, 0, 1) != picked(policy, 1, 0);
  }
  return true;
}

bool reads_priority(const engine::PreemptionPolicy& policy) {
  if (policy.takes_the_last()) return false;
  return policy.victim(pair_of<engine::RunningFacts>(0, 1), view()) !=
         policy.victim(pair_of<engine::RunningFacts>(1, 0), view());
}

}  // namespace servesweep::sweep
