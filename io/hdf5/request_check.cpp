#include "io/hdf5/request_check.h"

#include "engine/metrics/breakdown_parts.h"
#include "io/hdf5/wrapping.h"

namespace servesweep::io {
namespace {

using engine::kNever;
using engine::RequestRecord;
using engine::RequestStatus;

/// Every stage that happened is not before the one in front of it.
bool times_in_order(const RequestRecord& r) {
  engine::TimeUs latest = r.arrival_us;
  for (const engine::TimeUs time :
       {r.routed_us, r.enqueued_us, r.first_scheduled_us, r.last_scheduled_us}) {
    if (time == kNever) continue;
    if (time < latest) return false;
    latest = time;
  }
  return true;
}

/// The parts of a completed request's latency are all of it, unless they were not recorded.
bool adds_up(const RequestRecord& r) {
  if (r.status != RequestStatus::completed || r.breakdown == engine::LatencyBreakdown{})
    return true;
  std::int64_t sum_us = 0;
  for (const engine::BreakdownPart& part : engine::kBreakdown) {
    sum_us = plus(sum_us, r.breakdown.*part.time_us);
  }
  return sum_us == r.e2e_us;
}

}  // namespace

std::string implausible(const RequestRecord& r) {
  if (r.status == RequestStatus::completed) {
    if (r.ttft_us < 0) return "is completed without a first token";
    if (r.e2e_us < r.ttft_us) return "is completed before its first token";
    if (!r.instance.valid()) return "is completed by no instance";
  } else if (r.e2e_us != kNever) {
    return "has an end-to-end latency but is not completed";
  }
  if (r.ttft_us < kNever || r.arrival_us < 0) return "has a negative time";
  if (!times_in_order(r)) return "has times out of order";
  if (!adds_up(r)) return "has a latency that its parts do not add up to";
  const bool counts_valid = r.input_tokens >= 0 && r.output_tokens >= 0 && r.itl_count >= 0 &&
                            r.itl_sum_us >= 0 && r.preemptions >= 0 &&
                            r.cached_tokens_first >= -1 && r.cached_tokens_last >= -1;
  return counts_valid ? "" : "has a negative count";
}

}  // namespace servesweep::io
