#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/metrics/breakdown_parts.h"
#include "engine/metrics/request_record.h"
#include "io/hdf5/breakdown_columns.h"
#include "io/hdf5/column_info.h"

namespace servesweep::io {

/// The stored columns of the request table, in this order; those of the latency breakdown follow,
/// in the order of engine::kBreakdown. Those named *_diff hold what is left after other columns
/// have been used to predict a value: see docs/results-format.md.
enum class RequestColumn : std::uint8_t {
  request,
  status,
  instance,
  slo_class,
  tenant,
  input_tokens,
  output_tokens,
  arrival_us,
  ttft_us,
  e2e_us,
  preemptions,
  cached_first_tokens,
  finish_step_length_us,
  routed_diff_us,
  enqueued_diff_us,
  first_scheduled_diff_us,
  last_scheduled_diff_us,
  itl_sum_diff_us,
  itl_count_diff,
  cached_last_diff_tokens,
  finish_step_diff_us,
};
/// Columns in front of the breakdown: all that files of format 1.0 have.
inline constexpr std::size_t kBreakdownColumn = 21;
inline constexpr std::size_t kRequestColumns = kBreakdownColumn + engine::kBreakdownParts;

/// About the column at a position.
[[nodiscard]] const RequestColumnInfo& info_of(std::size_t column);

/// One row of stored values, index = RequestColumn, then breakdown.
using RequestRow = std::array<std::int64_t, kRequestColumns>;

/// Exact inverses of each other for every record whose times lie within ±2^61 µs (70,000 years).
[[nodiscard]] RequestRow encode(const engine::RequestRecord& record);
/// `row.status` must be a known status; values outside a field's range are the caller's problem to
/// check (see in_range).
[[nodiscard]] engine::RequestRecord decode(const RequestRow& row);
/// Whether every value fits the field of the record that it stands for.
[[nodiscard]] bool in_range(const RequestRow& row);

}  // namespace servesweep::io
