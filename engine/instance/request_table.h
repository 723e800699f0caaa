#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "engine/instance/active_request.h"

namespace servesweep::engine {

/// The requests of one instance from when they are routed there until they leave, each at a slot of
/// its own, and the sum of the prompts that are to be computed for them. Slots of those that left
/// are used again, the last one first.
class RequestTable {
 public:
  void clear() {
    requests_.clear();
    unused_.clear();
    expected_prefill_tokens_ = 0;
  }

  /// A request comes.
  [[nodiscard]] Slot enter(const RequestFacts& facts, std::int32_t output_tokens) {
    const Slot slot = place(facts, output_tokens);
    ActiveRequest& request = at(slot);
    request.expected_prefill_tokens =
        std::max(facts.input_tokens - facts.intent.expected_cached_tokens, 0);
    expected_prefill_tokens_ += request.expected_prefill_tokens;
    return slot;
  }
  /// Its prompt is complete: nothing of it is expected any more.
  void end_prefill(Slot slot) {
    ActiveRequest& request = at(slot);
    expected_prefill_tokens_ -= request.expected_prefill_tokens;
    request.expected_prefill_tokens = 0;
  }
  /// It leaves. What stands in its slot stays until the next one comes.
  void leave(Slot slot) {
    end_prefill(slot);
    unused_.push_back(slot);
  }

  [[nodiscard]] ActiveRequest& at(Slot slot) { return requests_[static_cast<std::size_t>(slot)]; }
  /// Prompt tokens that the routers of all requests here expected to be computed, as far as prompts
  /// are not complete.
  [[nodiscard]] std::int64_t expected_prefill_tokens() const { return expected_prefill_tokens_; }
  /// By slot; those that left stand among them.
  [[nodiscard]] std::vector<ActiveRequest>& requests() { return requests_; }

 private:
  [[nodiscard]] Slot place(const RequestFacts& facts, std::int32_t output_tokens) {
    if (unused_.empty()) {
      requests_.emplace_back(facts, output_tokens);
      return static_cast<Slot>(requests_.size() - 1);
    }
    const Slot slot = unused_.back();
    unused_.pop_back();
    std::construct_at(&at(slot), facts, output_tokens);
    return slot;
  }

  std::vector<ActiveRequest> requests_;
  std::vector<Slot> unused_;
  std::int64_t expected_prefill_tokens_ = 0;
};

}  // namespace servesweep::engine
