#pragma once

#include <string>
#include <vector>

#include "io/hdf5/h5_group.h"

namespace servesweep::io {

/// A workload and what its request tables number.
struct WorkloadNames {
  std::string name;
  std::vector<std::string> classes{}, tenants{};
};

/// Names behind the numbers of a study's tables.
struct StudyNames {
  std::vector<std::string> strategies;
  std::vector<WorkloadNames> workloads;
};

/// Writes /strategies, /workloads, /slo_classes and /tenants.
void write_names(h5::Group& root, const StudyNames& names);

/// Writes /resolved_study: the text of resolved.yaml, line by line.
void write_resolved_study(h5::Group& root, const std::string& text);

}  // namespace servesweep::io
