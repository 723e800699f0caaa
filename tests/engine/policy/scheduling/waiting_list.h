#pragma once

#include <rapidcheck.h>

#include <vector>

#include "engine/signal/queue_view.h"
#include "tests/engine/policy/policy_views.h"

namespace servesweep::engine {

/// A waiting request that has not been preempted: id, arrival, prompt; the rest is set by tests.
inline WaitingFacts waiting_request(std::int32_t id, TimeUs arrival_us, std::int32_t prompt_tokens,
                                    std::int32_t cached_tokens = 0, std::int32_t tenant = 0) {
  WaitingFacts waiting;
  waiting.request = some_request(SloTier::standard, prompt_tokens, arrival_us);
  waiting.request.id = RequestId(id);
  waiting.request.tenant = TenantId(tenant);
  waiting.prefill_tokens = prompt_tokens;
  waiting.cached_tokens = cached_tokens;
  return waiting;
}

/// A step of instance 0: 1000 µs, 10 µs per prompt token, 100 µs per decode.
inline QueueView queue_view(TimeUs now_us, std::int32_t waiting = 0) {
  return {.now_us = now_us,
          .waiting = waiting,
          .instance = InstanceId(0),
          .cost = {.fixed_us = 1000, .prefill_us_per_token = 10, .decode_us_per_request = 100}};
}

/// Random queues in order of arrival, all arrived by 1000 µs; draws inside a RapidCheck property.
inline std::vector<WaitingFacts> any_queue(std::int32_t most_tenants = 4) {
  std::vector<WaitingFacts> waiting;
  TimeUs arrival_us = 0;
  const int requests = *rc::gen::inRange(1, 20);
  for (int i = 0; i < requests; ++i) {
    arrival_us += *rc::gen::inRange(0, 50);
    const int prompt = *rc::gen::inRange(1, 500);
    waiting.push_back(waiting_request(i, arrival_us, prompt, *rc::gen::inRange(0, prompt + 1),
                                      *rc::gen::inRange(0, static_cast<int>(most_tenants))));
    waiting.back().request.tier = static_cast<SloTier>(*rc::gen::inRange(0, 3));
    waiting.back().request.predicted_output_tokens = *rc::gen::inRange(0, 300);
  }
  return waiting;
}

}  // namespace servesweep::engine
