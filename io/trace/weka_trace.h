#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/workload/arrival_law.h"
#include "engine/workload/workload.h"
#include "io/trace/trace_options.h"

namespace servesweep::io {

enum class WekaReplay : std::uint8_t {
  think_time,  ///< closed loop: each request of an agent waits for the answer before it, and thinks
  original,    ///< open loop: as recorded, with the delays of the server of then
};

struct WekaOptions {
  WekaReplay replay = WekaReplay::think_time;
  /// The trace does not say when sessions start: they are drawn, in the order of the file.
  double sessions_per_s = 0.0;  ///< > 0; multiplied by the rate scale
  engine::ArrivalSpec arrival;  ///< law of the gaps between session starts
  /// Tools and system prompt are the same stream of tokens in every session, of which each session
  /// has its own length in front (as long as its prompts still begin like its first one). Otherwise
  /// sessions share nothing.
  bool common_prefix = false;
};

/// Reads agentic coding sessions of WEKA's kv-cache-tester as block ranges: JSON lines, plain or
/// gzip, a session per line,
///
///   {"id": "t1", "block_size": 64, "tool_tokens": 900, "system_tokens": 300, "n": 1, "requests":
///    [{"a": "main", "t": 0.0, "in": 2000, "out": 50, "th": 0.0, "api": 3.1, "h": [[1, 31]]}]}
///
/// a: agent; t: start in s after the session's; th: think time and api: service in s, either may be
/// null; h: the full blocks of the prompt as ranges [first id, count], ids known in the session
/// only. Each agent of a session is one conversation (engine SessionId) of which all but the first
/// request follow the one before; the first starts at its recorded t. An unknown think time is the
/// recorded gap without the service before it (0 if that is unknown, too). The rate scale acts on
/// session starts, not on think times; limit and horizon cut by session start + t. Outputs are
/// private.
///
/// Throws engine::Problem, naming file, line and field, at the first line that breaks a rule, and
/// for a trace without requests.
[[nodiscard]] engine::Workload read_weka_trace(const std::filesystem::path& path,
                                               const WekaOptions& weka,
                                               const TraceOptions& options);

}  // namespace servesweep::io
