#pragma once

#include <array>
#include <cstdint>

#include "engine/metrics/breakdown_parts.h"
#include "engine/metrics/request_record.h"
#include "io/hdf5/column_info.h"
#include "io/hdf5/row_prediction.h"

namespace servesweep::io {

/// Stored values of a request's latency breakdown, in the order of engine::kBreakdown. Parts that
/// follow from the times of the request and from other parts are stored as differences, almost
/// always 0 or the same in every row.
using BreakdownRow = std::array<std::int64_t, engine::kBreakdownParts>;

[[nodiscard]] const std::array<RequestColumnInfo, engine::kBreakdownParts>& breakdown_info();

/// Exact inverses of each other. decode_breakdown() reads the times of `record` and fills in its
/// breakdown.
[[nodiscard]] BreakdownRow encode_breakdown(const engine::RequestRecord& record,
                                            const RowPrediction& prediction = {});
void decode_breakdown(const BreakdownRow& row, engine::RequestRecord& record,
                      const RowPrediction& prediction = {});

/// Position of the prefill part in engine::kBreakdown.
inline constexpr std::size_t kPrefillPart = 8;
static_assert(engine::kBreakdown[kPrefillPart].time_us == &engine::LatencyBreakdown::prefill_us);

}  // namespace servesweep::io
