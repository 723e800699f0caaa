#pragma once

#include <string>

#include "engine/metrics/request_record.h"

namespace servesweep::io {

/// What makes a request record impossible, or "" if it is plausible: completed requests have
/// latencies with 0 ≤ TTFT ≤ E2E and an instance, others have no E2E; times are not before the
/// arrival and in order; parts of a latency add up to it; counts are not negative.
[[nodiscard]] std::string implausible(const engine::RequestRecord& record);

}  // namespace servesweep::io
