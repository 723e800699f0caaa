#pragma once

#include <string>

#include "engine/metrics/summary.h"
#include "io/table/table.h"

namespace servesweep::sweep {

/// One run for people: counts, rates, latencies overall and per class, where the time went, what
/// became of each class, instances. Within 100 terminal columns.
[[nodiscard]] std::string summary_text(const engine::Summary& summary, io::TableFormat format);

}  // namespace servesweep::sweep
