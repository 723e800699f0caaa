#pragma once

#include "engine/profile.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// A profile as a study names it, with the switches that it turns.
struct ProfileChoice {
  engine::Profile profile = engine::Profile::vllm_v1;
  engine::ProfileSwitches switches = engine::switches_of(engine::Profile::vllm_v1);

  /// `vllm-v1`, `reference`, or {base: vllm-v1, async_scheduling: false, …}.
  [[nodiscard]] static ProfileChoice read(const io::Document& node);
  /// In the form that read() reads: a word where no switch is turned.
  [[nodiscard]] io::Value to_value() const;
};

}  // namespace servesweep::sweep
