#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/workload/workload.h"
#include "io/trace/trace_options.h"

namespace servesweep::io {

/// When the later rounds of a session are sent.
enum class BlisReplay : std::uint8_t {
  original,    ///< when they were, answered or not
  think_time,  ///< as long after the answer before as they were then (see BlisSession::think_us)
};

struct BlisOptions {
  std::filesystem::path data;  ///< the rows
  BlisReplay replay = BlisReplay::original;
};

/// Reads a trace of BLIS (github.com/inference-sim/inference-sim) in its format "trace v2": a YAML
/// header (see read_blis_header) and a CSV file of rows (see read_blis_rows), in any order.
/// Requests are sent when they were sent, failed ones too.
///
/// A prompt has prefix_length + input_tokens tokens; without a prefix group it has as many as the
/// server counted, where that is recorded. All rows of a group share their prefixes; releases
/// without prefix_length do not say how much is shared, so there nothing is. In a trace whose
/// sessions accumulate, prompts grow by answer and new input, and all of that is shared within the
/// session until a compaction. Everything else is private.
///
/// Rows at or behind the horizon or the limit of the options are left out. Classes of the options
/// are declarations: the trace says which request is of which, and no others are known. The rate
/// scale acts on times, not on pauses.
///
/// Throws engine::Problem, naming file, line and column, for whatever breaks a rule: in think-time
/// replay and where prompts grow the rounds of a session must be 0, 1, 2, … in order of time.
[[nodiscard]] engine::Workload read_blis_trace(const std::filesystem::path& header,
                                               const BlisOptions& blis,
                                               const TraceOptions& options);

}  // namespace servesweep::io
