#pragma once

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// Reads `class_mix` and `class_mix_per` of a workload file with a trace, whose `classes` have been
/// read, and completes the classes: without declarations they are those of the mix, or "standard".
/// Problem if the trace has classes of its own, or if it stays open which request is of which.
void read_class_mix(const io::Document& document, WorkloadFile& file);

/// In the form that read_class_mix() reads; nothing if there is no mix.
void add_class_mix(const WorkloadFile& file, io::Value& value);

}  // namespace servesweep::sweep
