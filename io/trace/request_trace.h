#pragma once

#include <filesystem>

#include "engine/workload/workload.h"
#include "io/trace/trace_options.h"

namespace servesweep::io {

/// Reads a request trace (CSV, plain or gzip-compressed) with the columns
///
///   id,client,tenant,slo_class,session,turn,accumulate,arrival_us,prefix_group,prefix_tokens,
///   input_tokens,output_tokens
///
/// `id` counts the rows from 0; `arrival_us` does not decrease; `input_tokens` includes the
/// `prefix_tokens` that are shared by all requests of the `prefix_group`. In a session with
/// `accumulate` = 1 each turn's input repeats all earlier turns, so all tokens behind the prefix
/// are shared by the turns of that session; otherwise they are private to the request. `client` is
/// not used. An empty SLO class is called "default".
///
/// Rows at or behind the horizon or the limit of the options are not read. Classes of the options
/// are declarations: the trace says which request is of which, and no others are known.
///
/// Throws engine::Problem, naming file, line and column, at the first row that breaks a rule, and
/// for a trace without requests.
[[nodiscard]] engine::Workload read_request_trace(const std::filesystem::path& path,
                                                  const TraceOptions& options = {});

}  // namespace servesweep::io
