#pragma once

#include "engine/policy/offload/copy_offload.h"

namespace servesweep::engine {

/// Copies every completed prompt block to the first lower tier, as vLLM's native offloading does.
class WriteThroughOffload : public CopyOffload {
 public:
  explicit WriteThroughOffload(const Parameters& parameters) : CopyOffload(parameters) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool store(const StoreView& view) const override;
};

}  // namespace servesweep::engine
