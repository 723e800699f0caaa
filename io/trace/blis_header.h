#pragma once

#include <filesystem>

namespace servesweep::io {

/// What the YAML header of a BLIS trace says about its rows.
struct BlisHeader {
  /// Rounds of a session grow: `input_tokens` of each but the first is only what is new in its
  /// prompt, behind the prompt and the answer before it. Otherwise it is the whole prompt.
  bool accumulates = false;
};

/// Reads the header of a trace whose rows are in a CSV file:
///
///   trace_version: 2            # or 3, which only adds fields
///   time_unit: microseconds
///   mode: real                  # measured; or generated, replayed
///   warm_up_requests: 0
///   session_context_growth: accumulate     # or left out
///
/// Provenance (created_at, workload_seed, workload_spec, server, network, goodput_slo_targets,
/// max_nodes_spanned) and warm_up_requests, which is about calibration, are accepted and not used.
/// Problem for another version, unit or mode, and for fields that no known version has.
[[nodiscard]] BlisHeader read_blis_header(const std::filesystem::path& path);

}  // namespace servesweep::io
