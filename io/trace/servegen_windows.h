#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include "io/trace/servegen_client.h"

namespace servesweep::io {

/// Windows of each client by its number, in order of time.
using ServegenWindows = std::map<std::int64_t, std::vector<ServegenWindow>>;

/// Reads a CSV of rates (draw_servegen_profile() describes it), cut to the part [start_s, end_s) of
/// the day. Problem at the first row that breaks a rule.
[[nodiscard]] ServegenWindows read_servegen_windows(const std::filesystem::path& path,
                                                    double start_s, double end_s);

}  // namespace servesweep::io
