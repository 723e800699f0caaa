#pragma once

#include <filesystem>
#include <span>

#include "engine/metrics/request_record.h"
#include "tests/golden_check/differences.h"

namespace servesweep::golden {

/// Compares every column of requests.csv with the records of a run.
void compare_requests(const std::filesystem::path& path,
                      std::span<const engine::RequestRecord> records, Differences& differences);

}  // namespace servesweep::golden
