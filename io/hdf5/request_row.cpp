#include "io/hdf5/request_row.h"

#include <algorithm>
#include <limits>

#include "io/hdf5/wrapping.h"

namespace servesweep::io {
namespace {

using engine::kNever;
using engine::RequestRecord;
using Column = RequestColumn;

constexpr std::int64_t kStatuses = 6;

constexpr std::array<RequestColumnInfo, kBreakdownColumn> kInfo = {{
    {"request", "", "position in the workload", ""},
    {"status", "", "where the request was when the run ended", ""},
    {"instance", "", "serving instance; -1 = none", ""},
    {"slo_class", "", "index of its SLO class; -1 = none", ""},
    {"tenant", "", "index of its tenant; -1 = none", ""},
    {"input_tokens", "tokens", "prompt length", ""},
    {"output_tokens", "tokens", "true output length", ""},
    {"arrival_us", "us", "arrival time; -1 = never sent", ""},
    {"ttft_us", "us", "time to first token, from arrival; -1 = never", ""},
    {"e2e_us", "us", "time to last token, from arrival; -1 = not completed", ""},
    {"preemptions", "", "how often it was preempted", ""},
    {"cached_first_tokens", "tokens", "prompt tokens cached at the first admission; -1 = none yet",
     ""},
    {"finish_step_length_us", "us", "length of the step in which it finished; -1 = never", ""},
    {"routed_diff_us", "us", "delay of routing after arrival",
     "routed_us = -1 if diff = -1, else arrival_us + diff (+ 1 if diff < -1)"},
    {"enqueued_diff_us", "us", "delay of entering the waiting queue after routing",
     "enqueued_us = -1 if diff = -1, else routed_us + diff (+ 1 if diff < -1)"},
    {"first_scheduled_diff_us", "us", "delay of the first admission after entering the queue",
     "first_scheduled_us = -1 if diff = -1, else enqueued_us + diff (+ 1 if diff < -1)"},
    {"last_scheduled_diff_us", "us", "delay of the last admission after the first",
     "last_scheduled_us = -1 if diff = -1, else first_scheduled_us + diff (+ 1 if diff < -1)"},
    {"itl_sum_diff_us", "us", "sum of inter-token latencies, as a difference",
     "itl_sum_us = e2e_us - ttft_us - diff if e2e_us >= 0, else diff"},
    {"itl_count_diff", "", "number of inter-token latencies, as a difference",
     "itl_count = output_tokens - diff"},
    {"cached_last_diff_tokens", "tokens",
     "prompt tokens cached at the last admission, as a difference",
     "cached_last_tokens = cached_first_tokens + diff"},
    {"finish_step_diff_us", "us", "start of the step in which it finished, as a difference",
     "finish_step_us = arrival_us + e2e_us - finish_step_length_us - diff if e2e_us >= 0, else "
     "diff"},
}};

/// A time as a delay after `base`; −1 is kept for "never", so negative delays move down by one.
std::int64_t delay(std::int64_t time, std::int64_t base) {
  if (time == kNever) return kNever;
  const std::int64_t difference = minus(time, base);
  return difference >= 0 ? difference : minus(difference, 1);
}
std::int64_t undelay(std::int64_t stored, std::int64_t base) {
  if (stored == kNever) return kNever;
  return plus(base, stored >= 0 ? stored : plus(stored, 1));
}

constexpr std::size_t at(Column column) {
  return static_cast<std::size_t>(column);
}

bool fits_int32(std::int64_t value) {
  return value >= std::numeric_limits<std::int32_t>::min() &&
         value <= std::numeric_limits<std::int32_t>::max();
}
std::int32_t int32(std::int64_t value) {
  return static_cast<std::int32_t>(value);
}

}  // namespace

const RequestColumnInfo& info_of(std::size_t column) {
  return column < kBreakdownColumn ? kInfo[column] : breakdown_info()[column - kBreakdownColumn];
}

namespace {

using PlainRow = std::array<std::int64_t, kBreakdownColumn>;

/// Where the last step of a completed request began, but for the output overhead.
std::int64_t expected_finish_us(const RequestRecord& r) {
  return minus(plus(r.arrival_us, r.e2e_us), r.finish_step_length_us);
}

PlainRow encode_plain(const RequestRecord& r) {
  const bool completed = r.e2e_us >= 0;
  const std::int64_t itl_sum = r.itl_sum_us;
  const std::int64_t expected_itl_sum = minus(r.e2e_us, r.ttft_us);
  return {r.request.value(),
          static_cast<std::int64_t>(r.status),
          r.instance.value(),
          r.slo_class.value(),
          r.tenant.value(),
          r.input_tokens,
          r.output_tokens,
          r.arrival_us,
          r.ttft_us,
          r.e2e_us,
          r.preemptions,
          r.cached_tokens_first,
          r.finish_step_length_us,
          delay(r.routed_us, r.arrival_us),
          delay(r.enqueued_us, r.routed_us),
          delay(r.first_scheduled_us, r.enqueued_us),
          delay(r.last_scheduled_us, r.first_scheduled_us),
          completed ? minus(expected_itl_sum, itl_sum) : itl_sum,
          std::int64_t{r.output_tokens} - r.itl_count,
          std::int64_t{r.cached_tokens_last} - r.cached_tokens_first,
          completed ? minus(expected_finish_us(r), r.finish_step_us) : r.finish_step_us};
}

}  // namespace

RequestRow encode(const RequestRecord& record) {
  RequestRow row;
  const PlainRow plain = encode_plain(record);
  const BreakdownRow breakdown = encode_breakdown(record);
  std::copy(plain.begin(), plain.end(), row.begin());
  std::copy(breakdown.begin(), breakdown.end(), row.begin() + kBreakdownColumn);
  return row;
}

RequestRecord decode(const RequestRow& row) {
  const auto value = [&row](Column column) { return row[at(column)]; };
  RequestRecord r;
  r.request = engine::RequestId(int32(value(Column::request)));
  r.status = static_cast<engine::RequestStatus>(value(Column::status));
  r.instance = engine::InstanceId(int32(value(Column::instance)));
  r.slo_class = engine::SloClassId(int32(value(Column::slo_class)));
  r.tenant = engine::TenantId(int32(value(Column::tenant)));
  r.input_tokens = int32(value(Column::input_tokens));
  r.output_tokens = int32(value(Column::output_tokens));
  r.arrival_us = value(Column::arrival_us);
  r.ttft_us = value(Column::ttft_us);
  r.e2e_us = value(Column::e2e_us);
  r.preemptions = int32(value(Column::preemptions));
  r.cached_tokens_first = int32(value(Column::cached_first_tokens));
  r.finish_step_length_us = value(Column::finish_step_length_us);
  r.routed_us = undelay(value(Column::routed_diff_us), r.arrival_us);
  r.enqueued_us = undelay(value(Column::enqueued_diff_us), r.routed_us);
  r.first_scheduled_us = undelay(value(Column::first_scheduled_diff_us), r.enqueued_us);
  r.last_scheduled_us = undelay(value(Column::last_scheduled_diff_us), r.first_scheduled_us);
  const std::int64_t itl_sum = value(Column::itl_sum_diff_us);
  const std::int64_t finish = value(Column::finish_step_diff_us);
  const bool completed = r.e2e_us >= 0;
  r.itl_sum_us = completed ? minus(minus(r.e2e_us, r.ttft_us), itl_sum) : itl_sum;
  r.finish_step_us = completed ? minus(expected_finish_us(r), finish) : finish;
  r.itl_count = int32(r.output_tokens - value(Column::itl_count_diff));
  r.cached_tokens_last = int32(r.cached_tokens_first + value(Column::cached_last_diff_tokens));
  BreakdownRow breakdown;
  std::copy(row.begin() + kBreakdownColumn, row.end(), breakdown.begin());
  decode_breakdown(breakdown, r);
  return r;
}

bool in_range(const RequestRow& row) {
  const std::int64_t status = row[at(Column::status)];
  if (status < 0 || status >= kStatuses) return false;
  for (const Column column :
       {Column::request, Column::instance, Column::slo_class, Column::tenant, Column::input_tokens,
        Column::output_tokens, Column::preemptions, Column::cached_first_tokens}) {
    if (!fits_int32(row[at(column)])) return false;
  }
  return fits_int32(minus(row[at(Column::output_tokens)], row[at(Column::itl_count_diff)])) &&
         fits_int32(
             plus(row[at(Column::cached_first_tokens)], row[at(Column::cached_last_diff_tokens)]));
}

}  // namespace servesweep::io
