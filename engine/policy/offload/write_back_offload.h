#pragma once

#include "engine/policy/offload/copy_offload.h"

namespace servesweep::engine {

/// Copies what a request leaves behind, prompt and, unless told not to, answer, when it has
/// completed. Until then its blocks are in GPU memory anyway, so that a copy only takes the room of
/// others', and ages: under write-through, the lower tier holds what runs, and evicts by when a
/// prompt was computed rather than by when its conversation fell silent. What a preempted request
/// loses is in no tier.
///
/// After SGLang HiCache (write_back), TensorRT-LLM (host cache) and the lazy mode of vLLM's simple
/// CPU offloading, which copy when GPU memory evicts, or is about to; here the copy is made
/// earlier, while blocks stand at the far end of the free queue, so that no step waits for it.
class WriteBackOffload : public CopyOffload {
 public:
  explicit WriteBackOffload(const Parameters& parameters)
      : CopyOffload(parameters), answers_(parameters.boolean("answers")) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool store(const StoreView& view) const override;
  [[nodiscard]] bool stores_at_completion() const override { return true; }
  [[nodiscard]] bool stores_answers() const override { return answers_; }

 private:
  bool answers_;
};

}  // namespace servesweep::engine
