#pragma once

#include "engine/workload/session_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Reads `{mode: closed, rounds: 5, think_time_us: 500000, accumulate_context: true}`; rounds may
/// be a length law instead, think_time_us `{law: exponential, mean: …}` or `{law: lognormal, mean:
/// …, std_dev: …}`. Ranges are the engine's matter.
[[nodiscard]] engine::SessionSpec read_session(const io::Document& node);

/// In the form that read_session() reads.
[[nodiscard]] io::Value to_value(const engine::SessionSpec& session);

}  // namespace servesweep::sweep
