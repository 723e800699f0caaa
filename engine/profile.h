#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Whose serving engine is imitated. `reference`: the simulator BLIS at commit d6223247.
/// `vllm_v1`: vLLM's V1 engine as of August 2026.
enum class Profile : std::uint8_t { vllm_v1, reference };

/// The word for a profile in files: "vllm-v1", "reference".
[[nodiscard]] std::string_view name_of(Profile profile);

/// In what the profiles differ, one switch per difference (docs/profiles.md explains each). A
/// scenario starts from a profile's switches and may turn single ones.
struct ProfileSwitches {
  /// Tokens, completions and frees take effect when the step ends, and arrivals wait for that; off:
  /// at its start, so that the gateway sees the future and a draining instance takes work at once.
  bool effects_at_step_end = true;
  /// The next step is scheduled while one is being executed. Needs effects_at_step_end.
  bool async_scheduling = true;
  /// A waiting request is admitted only if its whole known sequence would fit into memory now; off:
  /// only its first chunk.
  bool full_sequence_gate = true;
  /// At least one token of a fully cached prompt is computed again, in a block of its own.
  bool recompute_last_token = true;
  /// Freed blocks without reusable content are reused first; off: in order of release.
  bool unhashed_blocks_first = true;
  /// A block computed twice stays findable through either copy; off: through the latest only.
  bool keep_duplicates = true;
  /// The KV of a request's last token is never stored; off: it is, at completion.
  bool skip_last_token_kv = true;
  /// One block of the pool serves as the null block and holds nothing.
  bool null_block = true;
  /// Requests whose prompt and output cannot fit into memory are refused at once; off: those whose
  /// prompt cannot; others are dropped when they outgrow it.
  bool refuse_oversized = true;
  /// A step without tokens takes no time, but 1 ms passes before the next try; off: it costs what
  /// the latency model says of an empty batch.
  bool free_empty_steps = true;
  /// Latencies end when the token is there, output overhead once; off: the reference's accounting,
  /// which adds the overhead per token and counts the last step twice, off the clock.
  bool real_time_accounting = true;

  friend bool operator==(const ProfileSwitches&, const ProfileSwitches&) = default;
};

[[nodiscard]] ProfileSwitches switches_of(Profile profile);

}  // namespace servesweep::engine
