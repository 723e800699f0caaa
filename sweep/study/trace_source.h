#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/workload/workload.h"
#include "io/trace/blis_trace.h"
#include "io/trace/mooncake_trace.h"
#include "io/trace/servegen_profile.h"
#include "io/trace/trace_options.h"
#include "io/trace/weka_trace.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

enum class TraceFormat : std::uint8_t {
  requests,
  mooncake,
  sharegpt,
  azure,
  weka,
  servegen,
  blis_v2,
};

/// A file of recorded requests in place of a workload's clients:
///
///   trace:
///     format: mooncake       # or requests, sharegpt, azure, weka, servegen, blis-v2
///     path: conversation.jsonl        # relative to the file; requests: or a folder
///     arrivals: spread       # mooncake, sharegpt: over cells of the grid, or raw
///     grid_us: 3000000       #   width of a cell
///     block_tokens: 512      #   per hash id
///     replay: think-time     # weka, blis-v2: or original
///     sessions_per_s: 0.5    #   required
///     sessions_cv: 2         #   gamma gaps of that cv; without it poisson
///     common_prefix: false   #   tools and system prompt are one stream for all sessions
///     lengths: lengths.jsonl # servegen: required
///     start_s: 0             #   part of the day
///     end_s: 86400
///     skip_clients_without_lengths: false
///     data: trace.csv        # blis-v2: rows of the header at path, unless named alike
///
/// In the resolved text the paths are absolute, and `content` is the hash of the file (and of
/// lengths or data): results can be read without the trace, and one that has changed since is
/// refused.
struct TraceSource {
  /// Problem for anything that is not as above, or if a file cannot be read. With `content`, files
  /// are not touched.
  [[nodiscard]] static TraceSource read(const io::Document& node);

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;
  /// What fixes the requests: format, content and options, not the place.
  [[nodiscard]] io::Value identity() const;

  /// The trace says which request is of which class.
  [[nodiscard]] bool records_classes() const {
    return format == TraceFormat::requests || format == TraceFormat::blis_v2;
  }
  /// Requests belong to conversations, each of which can have a class.
  [[nodiscard]] bool has_sessions() const { return format == TraceFormat::weka; }
  /// There are several tenants, named in the files.
  [[nodiscard]] bool has_tenants() const {
    return records_classes() || format == TraceFormat::servegen;
  }

  /// The requests. Problem naming file, line and field, or if the content is not what it was.
  [[nodiscard]] engine::Workload requests(const io::TraceOptions& options) const;

  TraceFormat format = TraceFormat::requests;
  std::filesystem::path path;  ///< absolute
  std::string content;
  bool fresh = true;             ///< content was computed now, not read from a resolved study
  io::MooncakeOptions mooncake;  ///< also of sharegpt
  io::WekaOptions weka;
  io::ServegenOptions servegen;
  io::BlisOptions blis;
};

}  // namespace servesweep::sweep
