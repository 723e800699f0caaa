#pragma once

#include "engine/metrics/request_record.h"
#include "engine/workload/slo_class.h"

namespace servesweep::engine {

/// Whether a request got what its class promises: it completed, and TTFT, E2E and time per output
/// token, (E2E − TTFT)/(tokens − 1), are within those targets that the class has. Rejected,
/// dropped and unfinished requests got nothing. A single token has no time per output token.
[[nodiscard]] bool meets_targets(const RequestRecord& record, const SloClass& slo_class);

}  // namespace servesweep::engine
