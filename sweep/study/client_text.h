#pragma once

#include "engine/workload/workload_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Reads one client of a workload file; WorkloadFile lists the fields.
[[nodiscard]] engine::ClientSpec read_client(const io::Document& node);

/// In the form that read_client() reads.
[[nodiscard]] io::Value to_value(const engine::ClientSpec& client);

}  // namespace servesweep::sweep
