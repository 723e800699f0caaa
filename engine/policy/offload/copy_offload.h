#pragma once

#include "engine/policy/offload/offload_policy.h"

namespace servesweep::engine {

/// What all policies have in common that keep copies in lower tiers: when a copy is loaded.
///
///   load iff tokens ≥ min_load_tokens and transfer_us < load_factor · recompute_us
///
/// vLLM loads always (a large load_factor), SGLang and LMCache from some tokens on.
class CopyOffload : public OffloadPolicy {
 public:
  explicit CopyOffload(const Parameters& parameters);

  [[nodiscard]] bool copies() const override { return true; }
  [[nodiscard]] bool load(const LoadView& view) const override;
  [[nodiscard]] bool prefetches() const override { return prefetch_; }
  [[nodiscard]] bool defers() const override { return defer_; }

  /// The parameters that this class reads.
  [[nodiscard]] static std::vector<ParameterInfo> load_parameters();

 private:
  bool prefetch_, defer_;
  std::int64_t min_load_tokens_;
  double load_factor_;
};

}  // namespace servesweep::engine
