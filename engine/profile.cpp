#include "engine/profile.h"

namespace servesweep::engine {

std::string_view name_of(Profile profile) {
  return profile == Profile::reference ? "reference" : "vllm-v1";
}

ProfileSwitches switches_of(Profile profile) {
  if (profile == Profile::vllm_v1) return {};
  return {.effects_at_step_end = false,
          .async_scheduling = false,
          .full_sequence_gate = false,
          .recompute_last_token = false,
          .unhashed_blocks_first = false,
          .keep_duplicates = false,
          .skip_last_token_kv = false,
          .null_block = false,
          .refuse_oversized = false,
          .free_empty_steps = false,
          .real_time_accounting = false};
}

}  // namespace servesweep::engine
