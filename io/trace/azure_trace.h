#pragma once

#include <filesystem>

#include "engine/workload/workload.h"
#include "io/trace/trace_options.h"

namespace servesweep::io {

/// Reads an Azure LLM inference trace of 2023 (Patel et al., "Splitwise", ISCA 2024): CSV, plain or
/// gzip, with the columns TIMESTAMP (as 2023-11-16 18:15:46.6805900, any number of decimals),
/// ContextTokens, GeneratedTokens. The earliest request arrives at 0. Nothing is known of content:
/// all of it is private, so prefix caches find nothing.
///
/// Throws engine::Problem, naming file, line and column, at the first row that breaks a rule, and
/// for a trace without requests.
[[nodiscard]] engine::Workload read_azure_trace(const std::filesystem::path& path,
                                                const TraceOptions& options);

}  // namespace servesweep::io
