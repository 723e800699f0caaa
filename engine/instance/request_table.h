#pragma once

#include <memory>
#include <vector>

#include "engine/instance/active_request.h"

namespace servesweep::engine {

/// The requests of one instance from when they are routed there until they leave, each at a slot of
/// its own. Slots of those that left are used again, the last one first.
class RequestTable {
 public:
  void clear() {
    requests_.clear();
    unused_.clear();
  }

  /// A request comes.
  [[nodiscard]] Slot enter(const RequestFacts& facts, std::int32_t output_tokens) {
    if (unused_.empty()) {
      requests_.emplace_back(facts, output_tokens);
      return static_cast<Slot>(requests_.size() - 1);
    }
    const Slot slot = unused_.back();
    unused_.pop_back();
    std::construct_at(&at(slot), facts, output_tokens);
    return slot;
  }
  /// It leaves. What stands in its slot stays until the next one comes.
  void leave(Slot slot) { unused_.push_back(slot); }

  [[nodiscard]] ActiveRequest& at(Slot slot) { return requests_[static_cast<std::size_t>(slot)]; }
  /// By slot; those that left stand among them.
  [[nodiscard]] std::vector<ActiveRequest>& requests() { return requests_; }

 private:
  std::vector<ActiveRequest> requests_;
  std::vector<Slot> unused_;
};

}  // namespace servesweep::engine
