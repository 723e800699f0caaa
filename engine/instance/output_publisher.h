#pragma once

#include "engine/instance/running_set.h"
#include "engine/kv/kv_cache.h"

namespace servesweep::engine {

/// Makes blocks of shared chains findable that decodes complete. Steps that are scheduled ahead of
/// the token's arrival (asynchronous scheduling) do so only when it is there.
class OutputPublisher {
 public:
  OutputPublisher(RunningSet& running, KvCache& kv) : running_(running), kv_(kv) {}

  void reset(bool asynchronous) { asynchronous_ = asynchronous; }

  /// The decodes that complete a block in this step, in running order: of equal blocks the order
  /// decides which one is found. Valid until the next call.
  [[nodiscard]] const std::vector<Slot>& completing_now();

  /// A decode completes a block in this step.
  void complete(Slot slot, StepInFlight& step) {
    if (asynchronous_) {
      step.full_blocks.push_back(slot);
    } else {
      publish_block(running_.at(slot));
    }
  }

  /// The tokens of the step are there.
  void deliver(const StepInFlight& step);

  void publish_block(ActiveRequest& request) {
    kv_.publish_block(request.facts.content.back().chain, request.holding.shared_blocks,
                      request.holding);
  }

 private:
  RunningSet& running_;
  KvCache& kv_;
  bool asynchronous_ = false;
  std::vector<Slot> completing_;
};

}  // namespace servesweep::engine
