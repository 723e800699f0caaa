#pragma once

#include <array>
#include <cstdint>

#include "engine/metrics/breakdown_parts.h"
#include "engine/metrics/request_record.h"
#include "io/hdf5/column_info.h"

namespace servesweep::io {

/// Stored values of a request's latency breakdown, in the order of engine::kBreakdown. Parts that
/// follow from the times of the request and from other parts are stored as differences, almost
/// always 0 or the same in every row.
using BreakdownRow = std::array<std::int64_t, engine::kBreakdownParts>;

[[nodiscard]] const std::array<RequestColumnInfo, engine::kBreakdownParts>& breakdown_info();

/// Exact inverses of each other. decode_breakdown() reads the times of `record` and fills in its
/// breakdown.
[[nodiscard]] BreakdownRow encode_breakdown(const engine::RequestRecord& record);
void decode_breakdown(const BreakdownRow& row, engine::RequestRecord& record);

}  // namespace servesweep::io
