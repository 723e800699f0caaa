#include "engine/policy/preemption/tail_preemption.h"

#include "engine/base/contract.h"

namespace servesweep::engine {

PolicyInfo TailPreemption::info() {
  return {.name = "tail",
          .what = "preempts the request admitted last",
          .formula = "last of the running list",
          .source = "vLLM (fcfs policy); BLIS",
          .parameters = {}};
}

std::size_t TailPreemption::victim(std::span<const RunningFacts> running, const QueueView&) const {
  SERVESWEEP_EXPECT(!running.empty());
  return running.size() - 1;
}

}  // namespace servesweep::engine
