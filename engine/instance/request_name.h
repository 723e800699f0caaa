#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Order of requests by their names "request_<n>" as text ("request_10" before "request_9"): the
/// last tie-break of the reference's schedulers.
[[nodiscard]] bool name_precedes(RequestId a, RequestId b);

}  // namespace servesweep::engine
