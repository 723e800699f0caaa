#pragma once

#include <vector>

#include "engine/signal/running_facts.h"
#include "tests/engine/policy/policy_views.h"

namespace servesweep::engine {

/// A running request as preemption policies see it.
struct Runner {
  double priority = 0;
  TimeUs arrival_us = 0;
  std::int32_t input_tokens = 100, computed_tokens = 0, generated_tokens = 0;
  SloTier tier = SloTier::standard;
};

inline std::vector<RunningFacts> running_list(const std::vector<Runner>& runners) {
  std::vector<RunningFacts> running;
  for (const Runner& runner : runners) {
    running.push_back({.request = some_request(runner.tier, runner.input_tokens, runner.arrival_us),
                       .priority = runner.priority,
                       .computed_tokens = runner.computed_tokens,
                       .generated_tokens = runner.generated_tokens});
  }
  return running;
}

}  // namespace servesweep::engine
