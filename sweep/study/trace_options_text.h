#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/trace/mooncake_trace.h"
#include "io/trace/servegen_profile.h"
#include "io/trace/weka_trace.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// The options of each trace format as TraceSource lists them. Readers refuse fields of other
/// formats and leave a default where a field is missing.

/// Fields that every trace has, and `more`.
[[nodiscard]] std::vector<std::string> trace_fields(const std::vector<std::string>& more = {});

/// A path relative to the file that names it, made absolute.
[[nodiscard]] std::filesystem::path read_path(const io::Document& node);

void read_mooncake_options(const io::Document& node, io::MooncakeOptions& options);
void read_weka_options(const io::Document& node, io::WekaOptions& options);
void read_servegen_options(const io::Document& node, io::ServegenOptions& options);

/// Every option but paths.
void add_mooncake_options(const io::MooncakeOptions& options, io::Value& value);
void add_weka_options(const io::WekaOptions& options, io::Value& value);
void add_servegen_options(const io::ServegenOptions& options, io::Value& value);

}  // namespace servesweep::sweep
