#pragma once

#include "engine/workload/slo_class.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Reads one SLO class of a workload file; WorkloadFile lists the fields.
[[nodiscard]] engine::SloClass read_class(const io::Document& node);

/// In the form that read_class() reads.
[[nodiscard]] io::Value to_value(const engine::SloClass& slo_class);

}  // namespace servesweep::sweep
