#pragma once

#include <optional>

#include "engine/metrics/request_record.h"

namespace servesweep::engine {

/// Whether a request came before the time from which is measured (MeasuringWindow): it warmed the
/// cluster up, and counts in no figure. A turn of a conversation that was never sent does count: it
/// is missed, not early. Without a time nothing is early.
[[nodiscard]] inline bool is_before(const RequestRecord& record,
                                    std::optional<TimeUs> measure_from_us) {
  return measure_from_us && record.arrival_us != kNever && record.arrival_us < *measure_from_us;
}

}  // namespace servesweep::engine
