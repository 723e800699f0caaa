#pragma once

#include "engine/policy/offload/copy_offload.h"

namespace servesweep::engine {

/// Copies prompt blocks only if they have been asked for often enough: what nobody asks for twice
/// takes neither bandwidth nor space. After vLLM's store_threshold and SGLang's
/// write_through_selective.
class SelectiveOffload : public CopyOffload {
 public:
  explicit SelectiveOffload(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool store(const StoreView& view) const override;
  [[nodiscard]] bool counts_lookups() const override { return true; }

 private:
  std::int64_t min_lookups_;
};

}  // namespace servesweep::engine
