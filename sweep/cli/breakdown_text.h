#pragma once

#include <string>

#include "engine/metrics/summary.h"
#include "io/table/table.h"

namespace servesweep::sweep {

/// Where the time of completed requests went, mean ms: a row per part of the latency that is not
/// zero everywhere, columns over all requests and per class, and the sum, which is the mean E2E
/// latency. "" if nothing completed.
[[nodiscard]] std::string breakdown_text(const engine::Summary& summary, io::TableFormat format);

}  // namespace servesweep::sweep
