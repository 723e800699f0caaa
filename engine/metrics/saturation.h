#pragma once

#include <cstdint>

#include "engine/metrics/queue_waits.h"

namespace servesweep::engine {

/// What the load was to the cluster behind its admission, by the time that requests spent in
/// waiting queues (first admission to the batch − enqueuing).
enum class Saturation : std::uint8_t {
  underloaded,  ///< the mean wait is below 1 % of the mean E2E latency, or nobody was admitted
  stable,       ///< neither of the others
  saturated,   ///< the queue grew: the last third of the arrival span waited, on average, more than
               ///< twice as long as the first third and more than 10 % of the mean E2E latency
  unfinished,  ///< requests that had arrived were under way when the run ended
};

/// The word for it in tables and files.
[[nodiscard]] const char* name_of(Saturation saturation);

/// The first rule that applies: unfinished, saturated, underloaded, stable. Waits in any order.
[[nodiscard]] Saturation saturation_of(const QueueWaits& waits, double mean_e2e_us,
                                       std::int64_t unfinished);

}  // namespace servesweep::engine
